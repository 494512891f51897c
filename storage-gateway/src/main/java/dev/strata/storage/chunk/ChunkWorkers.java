package dev.strata.storage.chunk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/**
 * A few threads that hash, write and read chunks while the threads of the requests wait for their clients. The work
 * that can queue up here is bounded by the memory that it must hold.
 */
@Component
public class ChunkWorkers implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().name("chunk-", 1).daemon().factory());

    public <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /** The result of submitted work, or its failure. */
    public static <T> T await(Future<T> work) throws IOException {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a chunk was in flight");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("chunk work cannot fail like this", e);
            }
        }
    }

    /** Waits until the work no longer uses what it was given, whatever becomes of it. */
    public static void awaitEnd(Future<?> work) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                work.get();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException failed) {
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
