package dev.strata.storage.pack;

import java.io.Closeable;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Keeps immutable objects of some MiB: packs of sealed chunks, and the wrapped keys that open them.
 *
 * <p>A store is not what proves that bytes are those that were put: it answers with what the disk or the network gave
 * it, never with fewer bytes than were asked for, and whoever reads must check them. Sealed chunks do.
 *
 * <p>All methods may be called by many threads at once, also for one name. One store has one process. Each failure is a
 * {@link dev.strata.storage.chunk.ChunkStoreException}.
 */
public interface PackStore extends Closeable {
    /** No object is longer. */
    int LENGTH_MAX = 64 * 1024 * 1024;

    /**
     * Keeps an object. Atomic: readers see all of it or nothing, also after a crash at any moment. Durable: when this
     * returns, the object survives the loss of power, whichever thread wrote it. Putting the same bytes again changes
     * nothing. After a failure the object may be there or not, but never a part of it; putting it again is safe.
     *
     * @param length 1 to {@link #LENGTH_MAX}; the array is not kept, and may be reused after the return
     * @throws ObjectExistsException if other bytes have this name; they are left alone
     * @throws dev.strata.storage.chunk.StorageFullException if there is no room; nothing has changed
     */
    void put(StoredName name, byte[] bytes, int offset, int length) throws IOException;

    /**
     * Reads {@code length} bytes, which begin at {@code offset} of the object, to {@code target} from {@code from}. What
     * is in that part of {@code target} after a failure is not to be used.
     *
     * @param length 1 or more
     * @throws MissingObjectException if it is not here
     * @throws ShortObjectException if it ends before
     */
    void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException;

    /**
     * The object's length.
     *
     * @throws MissingObjectException if it is not here
     */
    long length(StoredName name) throws IOException;

    /**
     * Forgets an object. Not durable: after a crash it may be back.
     *
     * @return false if it was not here
     */
    boolean delete(StoredName name) throws IOException;

    /**
     * All objects of a kind, in no order; those that come or go meanwhile may be missing. To be closed, and may throw
     * {@link java.io.UncheckedIOException} while it is walked.
     */
    Stream<StoredName> list(StoredName.Kind kind) throws IOException;
}
