package dev.strata.standalone.home;

import org.jspecify.annotations.Nullable;

/** Strata cannot start, for a reason that its operator can mend. The message is all that they see: what and how. */
public final class StartRefused extends RuntimeException {
    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
