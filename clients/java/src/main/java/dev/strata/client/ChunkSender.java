package dev.strata.client;

import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends chunks over several connections at once. Each batch is tried again by itself; when one fails for good, what was
 * sent before it is in the space and will not be missing the next time.
 */
final class ChunkSender implements AutoCloseable {
    private static final int CONNECTIONS = 3;

    private final Requests requests;
    private final String spaceId;
    private final long bytes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Future<ChunkBatch>> underWay = new ArrayDeque<>();
    private ChunkBatch batch;

    /** @param bytes how many there will be at most, so that few need little memory */
    @SuppressWarnings("MissingSummary") // the class says it
    ChunkSender(Requests requests, String spaceId, long bytes) {
        this.requests = requests;
        this.spaceId = spaceId;
        this.bytes = bytes;
        this.batch = new ChunkBatch(requests, spaceId, bytes);
    }

    void add(ManifestEntry chunk, byte[] content) throws IOException {
        if (!batch.add(chunk, content)) {
            send();
            batch.add(chunk, content);
        }
    }

    /** Hands the batch over, and takes one that is done; the first few are new. */
    private void send() throws IOException {
        ChunkBatch full = batch;
        underWay.add(threads.submit(() -> {
            full.send();
            return full;
        }));
        batch = underWay.size() < CONNECTIONS ? new ChunkBatch(requests, spaceId, bytes) : done(underWay.remove());
    }

    /** Sends the rest, and waits for all. */
    void finish() throws IOException {
        batch.send();
        List<Future<ChunkBatch>> rest = new ArrayList<>(underWay);
        underWay.clear();
        for (Future<ChunkBatch> one : rest) {
            done(one);
        }
    }

    private static ChunkBatch done(Future<ChunkBatch> sent) throws IOException {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while chunks were sent");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case StrataProblem refusal -> throw refusal;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
