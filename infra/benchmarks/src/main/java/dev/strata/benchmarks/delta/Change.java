package dev.strata.benchmarks.delta;

import java.nio.file.Path;

/**
 * One way in which files change.
 *
 * @param inPlace whether it is a file of pages, which programs edit in place
 */
record Change(String name, boolean inPlace, Maker maker) {

    /** Writes a file as it was and as it is, the same each time. */
    @FunctionalInterface
    interface Maker {
        void write(Path before, Path after) throws Exception;
    }
}
