package dev.strata.benchmarks.harness;

import org.jspecify.annotations.Nullable;

/** What a figure must reach, and what it should. Absent where the project has set itself no such bar. */
public record Bar(@Nullable Double must, @Nullable Double aim) {
    public static final Bar NONE = new Bar(null, null);

    public static Bar of(double must, double aim) {
        return new Bar(must, aim);
    }
}
