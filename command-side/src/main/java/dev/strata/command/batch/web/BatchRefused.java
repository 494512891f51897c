package dev.strata.command.batch.web;

import org.springframework.http.ProblemDetail;

/** One command's refusal that refuses the whole batch. */
class BatchRefused extends RuntimeException {
    private final transient ProblemDetail problem;

    BatchRefused(ProblemDetail problem, int index) {
        super("command %d of the batch was refused: %s".formatted(index, problem.getDetail()));
        this.problem = problem;
        problem.setProperty("index", index);
    }

    ProblemDetail problem() {
        return problem;
    }

    /** A no is an answer, not an accident: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
