package dev.strata.storage.pack.remote;

import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests to one server, each made once, with the names and failures of a pack store.
 *
 * @param <C> what the server is sent
 */
public interface RemoteObjects<C extends Content> extends AutoCloseable {
    /**
     * What the server says of an object that it holds.
     *
     * @param digest as the server writes it; null if it names none
     */
    record Found(long length, @Nullable String digest) {}

    /** Computes what the server is to check. */
    C content(byte[] bytes, int offset, int length);

    Optional<Found> find(StoredName name) throws IOException;

    /**
     * False if the name is taken.
     *
     * @param attempts for those of its parts that can be sent again
     */
    boolean put(StoredName name, C content, Attempts attempts) throws IOException;

    /** Whether this is the digest that the server names for this content: then it has computed it. */
    boolean isDigestOf(C content, String digest);

    void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException;

    /** Nothing happens if there is no such object. */
    void delete(StoredName name) throws IOException;

    ListedPages.Page page(StoredName.Kind kind, @Nullable String token) throws IOException;

    @Override
    void close();
}
