package dev.strata.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Turns everything that a controller can throw into a problem document. What nobody foresaw is logged and says nothing. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** PostgreSQL's SQLSTATE {@code disk_full}. */
    private static final String DISK_FULL = "53100";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onProblem(ProblemException exception) {
        ProblemDetail problem =
                Problems.of(exception.status(), exception.code(), String.valueOf(exception.getMessage()));
        exception.members().forEach(problem::setProperty);
        return ResponseEntity.status(exception.status())
                .headers(exception.headers())
                .body(problem);
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> onBusyDatabase(Exception exception, HttpServletRequest request) {
        if (isFullDisk(exception)) {
            return onFullDisk(exception, request);
        }
        LOG.warn("{}: the database could not answer", Route.of(request), exception);
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The service is busy or starting. Try again shortly.");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem);
    }

    private static boolean isFullDisk(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException e && DISK_FULL.equals(e.getSQLState()));
    }

    private static ResponseEntity<ProblemDetail> onFullDisk(Exception exception, HttpServletRequest request) {
        LOG.error("{}: the disk of the database is full", Route.of(request), exception);
        return ResponseEntity.status(HttpStatus.INSUFFICIENT_STORAGE)
                .body(Problems.of(
                        HttpStatus.INSUFFICIENT_STORAGE, "storage-full", "No room is left. Nothing was changed."));
    }

    /** Tomcat reads the query when somebody asks for a parameter, and not before. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onMalformedQuery(InvalidParameterException exception) {
        LOG.debug("a query that is none", exception);
        return ResponseEntity.badRequest()
                .body(Problems.of(
                        HttpStatus.BAD_REQUEST, "malformed-request", "The query of the URL could not be read."));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> onUnforeseen(
            Exception exception, HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
            throws IOException {
        if (!response.isCommitted() && isFullDisk(exception)) {
            return onFullDisk(exception, request);
        }
        LOG.error("{} failed", Route.of(request), exception);
        if (response.isCommitted()) {
            throw new IOException("failed after the answer had begun", exception);
        }
        return ResponseEntity.internalServerError()
                .body(Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Something went wrong here. The trace id finds it in the server's log."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.badRequest().body(unreadable(exception.getCause()));
    }

    private static ProblemDetail unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException e ->
                field("unknown-field", e, "there is no such field; known are " + e.getKnownPropertyIds());
            case InvalidNullException e -> field("missing-field", e, "this field is required");
            case ValueInstantiationException e
            when e.getCause() instanceof IllegalArgumentException reason ->
                field("invalid-value", e, String.valueOf(reason.getMessage()));
            case DatabindException e -> field("wrong-type", e, WrongType.describe(e));
            case JacksonException e ->
                Problems.of(
                        HttpStatus.BAD_REQUEST, "malformed-json", "The body is not JSON: " + e.getOriginalMessage());
            case null, default -> Problems.of(HttpStatus.BAD_REQUEST, "malformed-body", "The body could not be read.");
        };
    }

    private static ProblemDetail field(String code, DatabindException exception, String message) {
        String field = exception.getPath().stream()
                .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                .collect(Collectors.joining("."));
        ProblemDetail problem =
                Problems.of(HttpStatus.BAD_REQUEST, code, (field.isEmpty() ? "the body" : field) + ": " + message);
        problem.setProperty("errors", List.of(Map.of("field", field, "message", message)));
        return problem;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            org.springframework.beans.TypeMismatchException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name = exception instanceof MethodArgumentTypeMismatchException mismatch
                ? mismatch.getName()
                : String.valueOf(exception.getPropertyName());
        Throwable reason = exception.getMostSpecificCause();
        String message = reason instanceof IllegalArgumentException
                ? String.valueOf(reason.getMessage())
                : "not a valid value: " + exception.getValue();
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid-value", name + ": " + message);
        problem.setProperty("errors", List.of(Map.of("field", name, "message", message)));
        return ResponseEntity.badRequest().body(problem);
    }

    /** Everything else that Spring MVC refuses: the status is its choice, the code follows from the status. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : String.valueOf(exception.getMessage());
        return ResponseEntity.status(status).headers(headers).body(Problems.of(status, codeOf(status), detail));
    }

    static String codeOf(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null
                ? "http-" + status.value()
                : known.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }
}
