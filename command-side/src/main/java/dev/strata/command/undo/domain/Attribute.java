package dev.strata.command.undo.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attribute on its way through a stream. What later good work has touched stays as it is; else the attribute goes back
 * to what the last good work had left.
 */
final class Attribute<T> {
    private @Nullable T now;
    private @Nullable T good;
    private boolean touchedByUndone;
    private boolean lastIsUndone;

    Attribute(@Nullable T initial) {
        this.now = initial;
        this.good = initial;
    }

    void set(@Nullable T value, boolean undone) {
        if (Objects.equals(now, value)) {
            return;
        }
        now = value;
        lastIsUndone = undone;
        if (undone) {
            touchedByUndone = true;
        } else {
            good = value;
        }
    }

    @Nullable
    T now() {
        return now;
    }

    /** What it should be. */
    @Nullable
    T target() {
        return lastIsUndone ? good : now;
    }

    boolean changes() {
        return !Objects.equals(now, target());
    }

    /** Whether an undone change was built upon, so that it cannot be taken back without guessing. */
    boolean wasBuiltUpon() {
        return touchedByUndone && !lastIsUndone;
    }
}
