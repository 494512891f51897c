package dev.strata.benchmarks.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;

/**
 * A folder with everything that was started in it for a measurement. Closed, also by Ctrl-C, it stops that in the
 * opposite order and deletes the folder, unless that is to be kept.
 */
public final class Stand implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean kept;
    private boolean closed;

    private Stand(Path folder) {
        this.folder = folder;
    }

    public static Stand in(Path work) throws IOException {
        Files.createDirectories(work);
        Stand stand = new Stand(Files.createTempDirectory(work, "strata-bench-").toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(stand::closeAll, "stop"));
        return stand;
    }

    public Path folder() {
        return folder;
    }

    /** Starts something that is stopped with this. */
    public synchronized <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
        T running = start.call();
        started.push(running);
        return running;
    }

    /** Leaves the folder, with its logs, for whoever wants to know what went wrong. */
    public synchronized void keep() {
        kept = true;
    }

    @Override
    public void close() {
        closeAll();
    }

    private synchronized void closeAll() {
        if (closed) {
            return;
        }
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
        if (kept) {
            System.err.println("logs and data are left in " + folder);
            return;
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            System.err.printf("%s is left behind: %s%n", folder, e);
        }
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            System.err.printf("%s did not stop in good order: %s%n", running, e);
        }
    }
}
