package dev.strata.storage.pack.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStoreContract;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link S3PackStore} promises with every server. */
abstract class S3PackStoreContract extends PackStoreContract {
    private static final StoredName PACK = StoredName.pack(UUID.fromString("019e1b2c-3d4e-7f50-8a6b-0123456789ab"));
    private static final int LARGER_THAN_A_PART = 11_000_000;

    private S3Settings settings;
    private S3PackStore store;

    abstract S3Server server();

    @BeforeEach
    void open() throws IOException {
        settings = S3Server.settings(server(), Map.of("part-size", "5MB"));
        store = S3PackStore.open(settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected PackStore store() {
        return store;
    }

    @Test
    void objectsInPartsMayBePutAgain() throws IOException {
        byte[] bytes = random(LARGER_THAN_A_PART);
        put(store, PACK, bytes);
        put(store, PACK, bytes);

        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void otherPartsUnderATakenNameAreRefused() throws IOException {
        byte[] bytes = random(LARGER_THAN_A_PART);
        put(store, PACK, bytes);

        assertThatThrownBy(() -> put(store, PACK, random(LARGER_THAN_A_PART))).isInstanceOf(ChunkStoreException.class);
        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        S3Objects objects = S3PackStore.objects(settings);
        try (objects) {
            for (int i = 0; i < 1005; i++) {
                objects.put(StoredName.key(UUID.randomUUID()), new Content(new byte[] {1}, 0, 1));
            }
        }

        assertThat(names(StoredName.Kind.KEY)).hasSize(1005).doesNotHaveDuplicates();
    }

    @Test
    void hasEverythingAfterARestart() throws IOException {
        put(store, PACK, new byte[] {1, 2, 3});

        store.close();
        store = S3PackStore.open(settings);

        assertThat(read(store, PACK, 0, 3)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void theServerItselfRefusesATakenName() throws IOException {
        try (S3Objects objects = S3PackStore.objects(settings)) {
            assertThat(objects.put(PACK, new Content(new byte[] {1}, 0, 1))).isTrue();
            assertThat(objects.put(PACK, new Content(new byte[] {2}, 0, 1))).isFalse();
        }
        assertThat(read(store, PACK, 0, 1)).isEqualTo(new byte[] {1});
    }

    @Test
    void aMissingBucketIsNamed() {
        S3Settings absent = S3Server.settings(server(), Map.of("create-bucket", "false"));

        assertThatThrownBy(() -> S3PackStore.open(absent))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining(absent.bucket())
                .hasMessageContaining("create-bucket");
    }

    @Test
    void aWrongKeyIsRefusedWithoutBeingShown() {
        S3Settings stranger = S3Server.settings(server(), Map.of("secret-key", "not-the-secret"));

        assertThatThrownBy(() -> S3PackStore.open(stranger))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("not-the-secret");
    }
}
