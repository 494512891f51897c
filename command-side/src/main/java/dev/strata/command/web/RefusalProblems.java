package dev.strata.command.web;

import dev.strata.command.CommandRefused;
import dev.strata.kernel.refusal.Refusal;
import dev.strata.platform.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The one place where a business refusal becomes a problem document. */
public final class RefusalProblems {
    private RefusalProblems() {}

    public static ProblemDetail of(CommandRefused refused) {
        Refusal refusal = refused.refusal();
        ProblemDetail problem = Problems.of(status(refusal.kind()), refusal.code(), refusal.detail());
        refused.members().forEach(problem::setProperty);
        return problem;
    }

    private static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
            case GONE -> HttpStatus.GONE;
            case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case LOCKED -> HttpStatus.LOCKED;
            case OUT_OF_SPACE -> HttpStatus.INSUFFICIENT_STORAGE;
        };
    }
}
