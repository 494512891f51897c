package dev.strata.storage.pack.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.pack.ObjectExistsException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStoreContract;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link RemotePackStore} promises with every server. */
public abstract class RemotePackStoreContract<C extends Content> extends PackStoreContract {
    protected static final StoredName PACK = StoredName.pack(UUID.fromString("019e1b2c-3d4e-7f50-8a6b-0123456789ab"));

    private RemotePackStore<C> store;

    /** Called once before each test, for a place that is new then, and again for the same place. */
    protected abstract RemotePackStore<C> open() throws IOException;

    /** A new place for the test. */
    protected abstract void prepare();

    protected abstract RemoteObjects<C> objects();

    /** So many bytes are sent in parts. */
    protected abstract int partedBytes();

    @BeforeEach
    final void openNewPlace() throws IOException {
        prepare();
        store = open();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    @Override
    protected final PackStore store() {
        return store;
    }

    @Test
    void objectsInPartsMayBePutAgain() throws IOException {
        byte[] bytes = random(partedBytes());
        put(store, PACK, bytes);
        put(store, PACK, bytes);

        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void otherPartsUnderATakenNameAreRefused() throws IOException {
        byte[] bytes = random(partedBytes());
        put(store, PACK, bytes);

        assertThatThrownBy(() -> put(store, PACK, random(partedBytes()))).isInstanceOf(ObjectExistsException.class);
        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        try (RemoteObjects<C> objects = objects()) {
            for (int i = 0; i < 1005; i++) {
                assertThat(putOnce(objects, StoredName.key(UUID.randomUUID()), 1))
                        .isTrue();
            }
        }

        assertThat(names(StoredName.Kind.KEY)).hasSize(1005).doesNotHaveDuplicates();
    }

    @Test
    void hasEverythingAfterARestart() throws IOException {
        put(store, PACK, new byte[] {1, 2, 3});

        store.close();
        store = open();

        assertThat(read(store, PACK, 0, 3)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void theServerItselfRefusesATakenName() throws IOException {
        try (RemoteObjects<C> objects = objects()) {
            assertThat(putOnce(objects, PACK, 1)).isTrue();
            assertThat(putOnce(objects, PACK, 2)).isFalse();
        }
        assertThat(read(store, PACK, 0, 1)).isEqualTo(new byte[] {1});
    }

    private static <C extends Content> boolean putOnce(RemoteObjects<C> objects, StoredName name, int value)
            throws IOException {
        Patience none = new Patience(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return objects.put(name, objects.content(new byte[] {(byte) value}, 0, 1), new Attempts(none));
    }
}
