package dev.strata.standalone;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** What has been started, to be stopped in the opposite order: nothing loses the ground that it stands on. */
final class Stages implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closed;

    /** Starts one more, undisturbed: who wants to stop everything waits until it is known what there is to stop. */
    synchronized <T extends AutoCloseable> T open(Callable<T> start) throws Exception {
        if (closed) {
            throw new CancellationException("Strata is stopping");
        }
        T stage = start.call();
        open.push(stage);
        return stage;
    }

    /** Whether somebody has asked for the end, be it reached or not. */
    boolean isClosed() {
        return closed;
    }

    /** Stops all of them, also when one of them does not want to. */
    @Override
    public void close() throws IOException {
        closed = true;
        closeAll();
    }

    private synchronized void closeAll() throws IOException {
        IOException failures = new IOException("not everything stopped in good order");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
