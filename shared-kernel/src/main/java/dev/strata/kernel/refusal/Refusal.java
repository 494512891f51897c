package dev.strata.kernel.refusal;

/** A business "no" with a stable code that clients may program against. Implemented by one enum per aggregate. */
public interface Refusal {

    /** Which kind of no: decides the HTTP status, in one place. */
    enum Kind {
        NOT_FOUND,
        FORBIDDEN,
        CONFLICT,
        GONE,
        PRECONDITION_FAILED,
        UNPROCESSABLE
    }

    /** Stable, lower case, words joined by hyphens. */
    String code();

    Kind kind();

    /** One sentence for people: what is wrong and what to do next. */
    String detail();
}
