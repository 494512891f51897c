package dev.strata.endtoend.process;

import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The folder in which this JVM's processes live. When the JVM ends, however a test has ended, every process that runs
 * from it or was pointed at it is killed, and it is deleted; the next JVM does the same for one that could not.
 */
public final class Workplace {
    private static final Path ALL = Path.of("target", "workplaces").toAbsolutePath();
    private static final Path OURS =
            ALL.resolve(Long.toString(ProcessHandle.current().pid()));
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(20);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    static {
        abandoned().forEach(Workplace::clear);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(OURS), "clear-workplace"));
    }

    private Workplace() {}

    /** A new folder that nobody else uses. */
    public static Path folder(String name) {
        try {
            return Files.createDirectories(OURS.resolve(name + "-" + COUNTER.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills, at once, every process whose program or arguments lie in the folder. */
    static void killProcessesOf(Path folder) {
        processesOf(folder).forEach(ProcessHandle::destroyForcibly);
        Await.until(
                KILLED_WITHIN,
                "no process left in " + folder,
                () -> processesOf(folder).isEmpty());
    }

    /** One that has ended and was not reaped yet has neither program nor arguments, and does not count. */
    public static List<ProcessHandle> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> belongsTo(process.info(), folder + "/"))
                .toList();
    }

    private static boolean belongsTo(ProcessHandle.Info process, String folder) {
        return process.command().orElse("").startsWith(folder)
                || process.commandLine().orElse("").contains(folder);
    }

    /** Deletes the folder with everything in it. */
    public static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + folder, e);
        }
    }

    private static void clear(Path workplace) {
        killProcessesOf(workplace);
        delete(workplace);
    }

    private static List<Path> abandoned() {
        if (Files.notExists(ALL)) {
            return List.of();
        }
        try (Stream<Path> workplaces = Files.list(ALL)) {
            return workplaces
                    .filter(workplace -> ProcessHandle.of(
                                    Long.parseLong(workplace.getFileName().toString()))
                            .isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
