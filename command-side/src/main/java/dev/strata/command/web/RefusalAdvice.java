package dev.strata.command.web;

import dev.strata.command.CommandRefused;
import dev.strata.kernel.refusal.Refusal;
import dev.strata.platform.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place where a business refusal becomes a problem document. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRefusal(CommandRefused refused) {
        Refusal refusal = refused.refusal();
        HttpStatus status = status(refusal.kind());
        ProblemDetail problem = Problems.of(status, refusal.code(), refusal.detail());
        refused.members().forEach(problem::setProperty);
        return ResponseEntity.status(status).body(problem);
    }

    private static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
            case GONE -> HttpStatus.GONE;
            case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
