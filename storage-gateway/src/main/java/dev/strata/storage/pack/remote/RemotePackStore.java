package dev.strata.storage.pack.remote;

import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.Arguments;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.ObjectExistsException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects behind a network. A server is believed only what it proves: a put is done when the server names the digest of
 * the bytes that were sent, or gives them back.
 *
 * <p>A put that was cut off may have been done. Each attempt therefore looks first, and each put asks the server to
 * refuse a name that is taken.
 */
public abstract class RemotePackStore<C extends Content> implements PackStore {
    private final RemoteObjects<C> objects;
    private final Patience patience;

    protected RemotePackStore(RemoteObjects<C> objects, Patience patience) {
        this.objects = objects;
        this.patience = patience;
    }

    @Override
    public final void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        Arguments.checkPut(bytes, offset, length);
        C content = objects.content(bytes, offset, length);
        Attempts attempts = new Attempts(patience);
        attempts.run(() -> {
            putOnce(name, content, attempts);
            return true;
        });
    }

    private void putOnce(StoredName name, C content, Attempts attempts) throws IOException {
        boolean added = objects.find(name).isEmpty() && objects.put(name, content, attempts);
        RemoteObjects.Found kept = objects.find(name)
                .orElseThrow(() -> new TransientFailure(new StoreUnavailableException(
                        "the store said that it keeps %s, and then that it does not".formatted(name), null)));
        if (!holds(name, kept, content)) {
            throw added ? new AlteredObjectException(name) : new ObjectExistsException(name);
        }
    }

    /** An object for which the server names no digest, or another, must show its bytes. */
    private boolean holds(StoredName name, RemoteObjects.Found kept, C content) throws IOException {
        if (kept.length() != content.length()) {
            return false;
        }
        if (kept.digest() != null && objects.isDigestOf(content, kept.digest())) {
            return true;
        }
        byte[] bytes = new byte[content.length()];
        objects.read(name, 0, bytes, 0, bytes.length);
        return content.equalTo(bytes);
    }

    @Override
    public final void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        Arguments.checkRead(offset, target, from, length);
        new Attempts(patience).run(() -> {
            objects.read(name, offset, target, from, length);
            return true;
        });
    }

    @Override
    public final long length(StoredName name) throws IOException {
        return find(name).orElseThrow(() -> new MissingObjectException(name)).length();
    }

    private Optional<RemoteObjects.Found> find(StoredName name) throws IOException {
        return new Attempts(patience).run(() -> objects.find(name));
    }

    /** An attempt whose answer was lost may have deleted it, and S3 never says; so it is asked before. */
    @Override
    public final boolean delete(StoredName name) throws IOException {
        if (find(name).isEmpty()) {
            return false;
        }
        new Attempts(patience).run(() -> {
            objects.delete(name);
            return true;
        });
        return true;
    }

    @Override
    public final Stream<StoredName> list(StoredName.Kind kind) throws IOException {
        return ListedPages.walk(token -> objects.page(kind, token), patience);
    }

    @Override
    public final void close() {
        objects.close();
    }
}
