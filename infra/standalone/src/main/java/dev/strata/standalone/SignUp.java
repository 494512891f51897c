package dev.strata.standalone;

import java.util.Locale;

/** Who can open an account: whoever reaches this Strata, or nobody. */
enum SignUp {
    OPEN,
    CLOSED;

    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}
