package dev.strata.command.web;

import dev.strata.command.CommandRefused;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers refused commands with problem documents. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRefusal(CommandRefused refused) {
        ProblemDetail problem = RefusalProblems.of(refused);
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
