package dev.strata.endtoend.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars that the build has packaged for people to run. */
public enum Jar {
    COMMAND_SIDE("../../command-side"),
    QUERY_SIDE("../../query-side"),
    STORAGE_GATEWAY("../../storage-gateway"),
    SYNC_PROJECTOR("../../sync-projector"),
    STANDALONE("../standalone");

    private final String module;

    Jar(String module) {
        this.module = module;
    }

    /** Seen from this module's folder, in which Maven runs its tests. */
    public Path file() {
        Path target = Path.of(module, "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(target)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            throw new IllegalStateException(
                    "expected one *-exec.jar in %s, found %s: run mvn package first".formatted(target, found));
        } catch (IOException e) {
            throw new UncheckedIOException("run mvn package first: nothing is packaged in " + target, e);
        }
    }
}
