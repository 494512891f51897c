package dev.strata.kernel.refusal;

import java.util.Locale;

/** A business "no" with a stable code that clients may program against. Implemented by one enum per aggregate. */
public interface Refusal {

    /** Which kind of no: decides the HTTP status, in one place. */
    enum Kind {
        NOT_FOUND,
        FORBIDDEN,
        CONFLICT,
        GONE,
        PRECONDITION_FAILED,
        UNPROCESSABLE,
        LOCKED,
        OUT_OF_SPACE
    }

    /** The constant's name. */
    String name();

    /** Stable, lower case, words joined by hyphens. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Kind kind();

    /** One sentence for people: what is wrong and what to do next. */
    String detail();
}
