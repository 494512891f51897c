package dev.strata.client.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step of the walk saw something else than it expected. */
final class StepFailed extends RuntimeException {
    StepFailed(String message) {
        super(message);
    }

    static void unlessEqual(String what, @Nullable Object expected, @Nullable Object came) {
        if (!Objects.equals(expected, came)) {
            throw new StepFailed("%s: expected %s, came %s".formatted(what, expected, came));
        }
    }

    static void unless(boolean holds, String expected, Object came) {
        if (!holds) {
            throw new StepFailed("expected %s, came %s".formatted(expected, came));
        }
    }
}
