package dev.strata.standalone;

import java.util.Locale;

/** Who can open an account: whoever reaches this Strata, whoever was invited, or nobody. */
enum SignUp {
    OPEN,
    INVITED,
    CLOSED;

    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}
