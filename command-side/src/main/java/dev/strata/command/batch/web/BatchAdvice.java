package dev.strata.command.batch.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers refused batches with the problem of the command that was refused, and its place. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BatchAdvice {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRefusal(BatchRefused refused) {
        return ResponseEntity.status(refused.problem().getStatus()).body(refused.problem());
    }
}
