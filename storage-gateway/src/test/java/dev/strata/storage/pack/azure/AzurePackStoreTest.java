package dev.strata.storage.pack.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.ObjectExistsException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStoreContract;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzurePackStoreTest extends PackStoreContract {
    private static final StoredName PACK = StoredName.pack(UUID.fromString("019e1b2c-3d4e-7f50-8a6b-0123456789ab"));
    private static final int LARGER_THAN_A_BLOCK = 2_500_000;

    @TempDir
    static Path directory;

    private static @Nullable Azurite azure;

    private AzureSettings settings;
    private AzurePackStore store;

    @BeforeAll
    static void start() throws IOException {
        azure = Azurite.start(directory, "pack store contract");
    }

    @AfterAll
    static void stop() throws IOException {
        if (azure != null) {
            azure.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        settings = azure.settings(Map.of("block-size", "1MB"));
        store = AzurePackStore.open(settings);
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
    void objectsInBlocksMayBePutAgain() throws IOException {
        byte[] bytes = random(LARGER_THAN_A_BLOCK);
        put(store, PACK, bytes);
        put(store, PACK, bytes);

        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void otherBlocksUnderATakenNameAreRefused() throws IOException {
        byte[] bytes = random(LARGER_THAN_A_BLOCK);
        put(store, PACK, bytes);

        assertThatThrownBy(() -> put(store, PACK, random(LARGER_THAN_A_BLOCK)))
                .isInstanceOf(ObjectExistsException.class);
        assertThat(read(store, PACK, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        AzureBlobs blobs = AzurePackStore.blobs(settings);
        for (int i = 0; i < 1005; i++) {
            blobs.put(StoredName.key(UUID.randomUUID()), new Content(new byte[] {1}, 0, 1));
        }

        assertThat(names(StoredName.Kind.KEY)).hasSize(1005).doesNotHaveDuplicates();
    }

    @Test
    void hasEverythingAfterARestart() throws IOException {
        put(store, PACK, new byte[] {1, 2, 3});

        store.close();
        store = AzurePackStore.open(settings);

        assertThat(read(store, PACK, 0, 3)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void azureItselfRefusesATakenName() throws IOException {
        AzureBlobs blobs = AzurePackStore.blobs(settings);

        assertThat(blobs.put(PACK, new Content(new byte[] {1}, 0, 1))).isTrue();
        assertThat(blobs.put(PACK, new Content(new byte[] {2}, 0, 1))).isFalse();
        assertThat(read(store, PACK, 0, 1)).isEqualTo(new byte[] {1});
    }

    @Test
    void aMissingContainerIsNamed() {
        AzureSettings absent = azure.settings(Map.of("create-container", "false"));

        assertThatThrownBy(() -> AzurePackStore.open(absent))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining(absent.container())
                .hasMessageContaining("create-container");
    }

    @Test
    void aContainerThatHasGoneIsNoMissingObject() {
        AzureBlobs nowhere = AzurePackStore.blobs(azure.settings(Map.of()));

        assertThatThrownBy(() -> nowhere.find(PACK)).hasMessageContaining("404 ContainerNotFound");
    }

    @Test
    void aWrongKeyIsRefusedWithoutBeingShown() {
        AzureSettings stranger = azure.settings(Map.of("account-key", "bm90IHRoZSBrZXk="));

        assertThatThrownBy(() -> AzurePackStore.open(stranger))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("bm90IHRoZSBrZXk");
    }
}
