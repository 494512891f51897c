package dev.strata.storage.upload;

import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Sha256;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.VerifyingChunkStore;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;

/**
 * One stream being cut: this thread reads and computes the digest of the whole, the workers hash and write the chunks.
 * Closing it waits for them, as they use its buffers.
 */
final class StreamCut implements AutoCloseable {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] buffer, Future<ManifestEntry> entry) {}

    private final VerifyingChunkStore chunks;
    private final ChunkWorkers workers;
    private final long announced;
    private final long sizeMax;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<ManifestEntry> entries = new ArrayList<>();
    private final MessageDigest whole = Sha256.digest();
    private long size;

    StreamCut(
            VerifyingChunkStore chunks,
            ChunkWorkers workers,
            int buffers,
            int bufferBytes,
            long announced,
            long sizeMax) {
        this.chunks = chunks;
        this.workers = workers;
        this.announced = announced;
        this.sizeMax = sizeMax;
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[bufferBytes]);
        }
    }

    Manifest run(InputStream body) throws IOException {
        while (size != announced) {
            byte[] buffer = free.isEmpty() ? finishOldest() : free.pop();
            int length = fill(body, buffer);
            size += length;
            if (size > sizeMax) {
                throw StreamCutter.tooLarge(sizeMax);
            }
            if (length > 0) {
                submit(buffer, length);
            }
            if (length < buffer.length) {
                break;
            }
        }
        if (announced >= 0 && size != announced) {
            throw RequestBytes.incomplete("%d bytes came of %d announced".formatted(size, announced));
        }
        while (!pending.isEmpty()) {
            finishOldest();
        }
        return new Manifest(Manifest.FIXED_4M, size, sha256(), entries);
    }

    private int fill(InputStream body, byte[] buffer) {
        int wanted = announced < 0 ? buffer.length : (int) Math.min(buffer.length, announced - size);
        return RequestBytes.fill(body, buffer, wanted);
    }

    private void submit(byte[] buffer, int length) {
        Future<ManifestEntry> entry = workers.submit(() -> new ManifestEntry(chunks.put(buffer, 0, length), length));
        pending.add(new Pending(buffer, entry));
        if (!isOneChunk()) {
            whole.update(buffer, 0, length);
        }
    }

    /** Waits for the chunk that was submitted first, and gives its buffer back. */
    private byte[] finishOldest() throws IOException {
        Pending oldest = pending.remove();
        try {
            entries.add(ChunkWorkers.await(oldest.entry()));
        } catch (IOException | RuntimeException e) {
            pending.addFirst(oldest);
            throw e;
        }
        return oldest.buffer();
    }

    private String sha256() {
        return isOneChunk() && size > 0
                ? entries.getFirst().id().hex()
                : HexFormat.of().formatHex(whole.digest());
    }

    /** The only chunk's hash is the digest of the whole: no need to compute it twice. */
    private boolean isOneChunk() {
        return announced >= 0 && announced <= Manifest.FIXED_4M_BYTES;
    }

    /** The upload has failed if anything is pending still, and what becomes of it is of no interest. */
    @Override
    public void close() {
        pending.forEach(left -> ChunkWorkers.awaitEnd(left.entry()));
    }
}
