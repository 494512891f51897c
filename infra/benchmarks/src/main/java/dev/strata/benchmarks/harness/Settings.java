package dev.strata.benchmarks.harness;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long, how much and where to measure.
 *
 * @param slice of one kind of work, before it is the next one's turn
 * @param size of the file that goes in and out
 * @param samples of one lag
 * @param entries files in a folder with a past
 * @param eventsPerEntry events in the past of each
 * @param names among which one is searched
 * @param events in the log that is replayed
 * @param files of the tree that is kept in sync
 * @param sparse bytes of zeros in the folder that is renamed
 * @param work the folder for databases and files, on the disk that is to be measured
 * @param databaseUrl of an empty database to use instead of an embedded one
 */
public record Settings(
        Duration slice,
        int rounds,
        long size,
        int samples,
        int entries,
        int eventsPerEntry,
        int names,
        long events,
        int files,
        long sparse,
        Path work,
        @Nullable String databaseUrl) {}
