package dev.strata.storage.chunk;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Keeps chunks: immutable bytes under their SHA-256. Manifests are kept here too, under the hash of their encoded form.
 *
 * <p>A store is the deployment's: it does not know spaces, and must never be what answers "do you have this chunk?" to a
 * client. Whether the bytes have the hash that they are put under is the caller's promise on {@link #put}, and his to
 * check on {@link #read}: {@link VerifyingChunkStore} does both, and nothing else should hold a bare store.
 *
 * <p>All methods may be called by many threads at once, also for one chunk. One store has one process.
 */
public interface ChunkStore {
    /** No chunk is longer. */
    int LENGTH_MAX = ManifestEntry.LENGTH_MAX;

    /**
     * Keeps a chunk. Atomic: readers see all of it or nothing, also after a crash at any moment. Durable: when this
     * returns, the chunk survives the loss of power, whichever thread wrote it. Idempotent: a chunk that is there with
     * the right length is left alone; one with another length is a torn file and is written anew.
     *
     * @param length 1 to {@link #LENGTH_MAX}; the array is not kept, and may be reused after the return
     * @return false if the chunk was there
     * @throws StorageFullException if there is no room; nothing has changed
     */
    boolean put(ChunkId id, byte[] bytes, int offset, int length) throws IOException;

    /**
     * Reads a whole chunk to the beginning of {@code target}.
     *
     * @return its length
     * @throws MissingChunkException if it is not here
     * @throws CorruptChunkException if it is longer than {@code target}: callers know the length from a manifest
     */
    int read(ChunkId id, byte[] target) throws IOException;

    /**
     * Reads a whole chunk into an array of its length.
     *
     * @throws MissingChunkException if it is not here
     * @throws CorruptChunkException if it is longer than any chunk
     */
    byte[] read(ChunkId id) throws IOException;

    boolean contains(ChunkId id) throws IOException;

    /**
     * Forgets a chunk. Not durable: after a crash it may be back.
     *
     * @return false if it was not here
     */
    boolean delete(ChunkId id) throws IOException;

    /**
     * All chunks, in no order; those that come or go meanwhile may be missing. To be closed, and may throw {@link
     * java.io.UncheckedIOException} while it is walked.
     */
    Stream<ChunkId> list() throws IOException;
}
