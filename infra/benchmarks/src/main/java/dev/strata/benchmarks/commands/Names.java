package dev.strata.benchmarks.commands;

import java.util.concurrent.atomic.AtomicLong;

/** Names that were never used before, of the same length. */
final class Names {
    private final AtomicLong last = new AtomicLong();

    String next() {
        return "folder-%010d".formatted(last.incrementAndGet());
    }
}
