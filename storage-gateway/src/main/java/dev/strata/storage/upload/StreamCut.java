package dev.strata.storage.upload;

import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.content.Splitter;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.storage.manifest.ManifestBuilder.Described;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.upload.StreamCutter.Cutting;
import dev.strata.storage.upload.StreamCutter.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;

/**
 * One stream being cut: this thread reads, finds the cuts and computes the digest of the whole, the workers hash, seal
 * and write the chunks, a buffer full at a time. Closing it waits for them, as they use its buffers.
 */
final class StreamCut implements AutoCloseable {
    static final int BUFFERS_MAX = 3;

    /** A buffer that a worker is storing; the entries of the chunks in it come out. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] buffer, Future<List<ManifestEntry>> entries) {}

    /** Bytes from {@code from} that the workers have not got yet. */
    private int from;

    private int until;
    private long size;
    private final ChunkStore chunks;
    private final ChunkWorkers workers;
    private final ManifestStore manifests;
    private final SpaceId space;
    private final Sizes sizes;
    private final Cutting cutting;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final MessageDigest whole = Sha256.digest();

    /**
     * What is known of the stream, and what it may take.
     *
     * @param announced how many bytes will come, minus one if that is not known
     */
    record Sizes(long announced, long sizeMax, int buffers, int bufferBytes) {}

    StreamCut(
            ChunkStore chunks,
            ChunkWorkers workers,
            ManifestStore manifests,
            SpaceId space,
            Sizes sizes,
            Cutting cutting) {
        this.chunks = chunks;
        this.workers = workers;
        this.manifests = manifests;
        this.space = space;
        this.sizes = sizes;
        this.cutting = cutting;
        for (int i = 0; i < sizes.buffers(); i++) {
            free.add(new byte[sizes.bufferBytes()]);
        }
    }

    Stored run(InputStream body) throws IOException {
        byte[] buffer = free.pop();
        boolean last = fill(body, buffer);
        Profile chosen = Profile.choose(
                cutting.kept(),
                cutting.wanted(),
                last ? size : sizes.announced(),
                Arrays.copyOf(buffer, Math.min(until, ContentSignature.HEAD_BYTES)));
        Splitter splitter = chosen.splitter();
        ManifestBuilder manifest = manifests.describe(chosen.text());
        List<Integer> lengths = cut(splitter, buffer, last);
        while (!last) {
            buffer = handOver(buffer, lengths, manifest);
            last = fill(body, buffer);
            lengths = cut(splitter, buffer, last);
        }
        while (!pending.isEmpty()) {
            finishOldest(manifest);
        }
        return finish(manifest, chunks(buffer, lengths));
    }

    /** Reads until the buffer is full or the body ends; says which. */
    private boolean fill(InputStream body, byte[] buffer) {
        int room = buffer.length - until;
        long announced = sizes.announced();
        int wanted = announced < 0 ? room : (int) Math.min(room, announced - size);
        int length = RequestBytes.fill(body, buffer, until, wanted);
        whole.update(buffer, until, length);
        until += length;
        size += length;
        if (size > sizes.sizeMax()) {
            throw StreamCutter.tooLarge(sizes.sizeMax());
        }
        if (announced >= 0 && length < wanted) {
            throw RequestBytes.incomplete("%d bytes came of %d announced".formatted(size, announced));
        }
        return size == announced || length < wanted;
    }

    /** The lengths of the chunks that are whole; {@link #from} is behind them then. */
    private List<Integer> cut(Splitter splitter, byte[] buffer, boolean last) {
        List<Integer> lengths = new ArrayList<>();
        while (last ? from < until : until - from >= splitter.max()) {
            int length = splitter.cut(buffer, from, until, last);
            lengths.add(length);
            from += length;
        }
        return lengths;
    }

    /** Gives the chunks to a worker; the next buffer begins with what is left. */
    private byte[] handOver(byte[] buffer, List<Integer> lengths, ManifestBuilder manifest) throws IOException {
        byte[] next = free.isEmpty() ? finishOldest(manifest) : free.pop();
        int left = until - from;
        System.arraycopy(buffer, from, next, 0, left);
        from = 0;
        until = left;
        pending.add(new Pending(buffer, workers.submit(() -> store(chunks(buffer, lengths)))));
        return next;
    }

    private List<ManifestEntry> store(List<Chunk> cut) throws IOException {
        chunks.put(space, cut);
        return entries(cut);
    }

    private static List<Chunk> chunks(byte[] buffer, List<Integer> lengths) {
        List<Chunk> cut = new ArrayList<>(lengths.size());
        int at = 0;
        for (int length : lengths) {
            cut.add(Chunk.of(buffer, at, length));
            at += length;
        }
        return cut;
    }

    private static List<ManifestEntry> entries(List<Chunk> cut) {
        return cut.stream()
                .map(chunk -> new ManifestEntry(chunk.id(), chunk.length()))
                .toList();
    }

    /** Waits for the buffer that was handed over first, and gives it back. */
    private byte[] finishOldest(ManifestBuilder manifest) throws IOException {
        Pending oldest = pending.getFirst();
        ChunkWorkers.await(oldest.entries()).forEach(manifest::add);
        pending.removeFirst();
        List<Chunk> leaves = manifest.takeFull();
        if (!leaves.isEmpty()) {
            chunks.put(space, leaves);
        }
        return oldest.buffer();
    }

    /** The last chunks and the manifest, which names them all, in one write. */
    private Stored finish(ManifestBuilder manifest, List<Chunk> last) throws IOException {
        entries(last).forEach(manifest::add);
        Described described = manifest.finish(HexFormat.of().formatHex(whole.digest()));
        List<Chunk> all = new ArrayList<>(last);
        all.addAll(described.chunks());
        chunks.put(space, all);
        return new Stored(described.head(), ManifestStore.id(described.top()));
    }

    /** The upload has failed if anything is pending still, and what becomes of it is of no interest. */
    @Override
    public void close() {
        pending.forEach(left -> ChunkWorkers.awaitEnd(left.entries()));
    }
}
