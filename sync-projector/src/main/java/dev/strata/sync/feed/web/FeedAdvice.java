package dev.strata.sync.feed.web;

import dev.strata.platform.web.Problems;
import dev.strata.sync.feed.FeedRebuildingException;
import dev.strata.sync.feed.FeedResetException;
import dev.strata.sync.feed.InvalidCursorException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place where what is wrong with a cursor becomes a problem document. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FeedAdvice {
    @ExceptionHandler
    ProblemDetail onInvalidCursor(InvalidCursorException exception) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-cursor", String.valueOf(exception.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail onReset(FeedResetException exception) {
        ProblemDetail problem = Problems.of(HttpStatus.GONE, "feed-reset", String.valueOf(exception.getMessage()));
        problem.setProperty("reason", exception.reason());
        problem.setProperty("resync", exception.resync());
        problem.setProperty("snapshot", "/v1/changes");
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRebuilding(FeedRebuildingException exception) {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(status, "feed-rebuilding", String.valueOf(exception.getMessage())));
    }
}
