package dev.strata.storage.pack.azure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.remote.RemotePackStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzurePackStoreTest extends RemotePackStoreContract<AzureContent> {
    @TempDir
    static Path directory;

    private static @Nullable Azurite azure;

    private AzureSettings settings;

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

    @Override
    protected void prepare() {
        settings = azure.settings(Map.of("block-size", "1MB"));
    }

    @Override
    protected AzurePackStore open() throws IOException {
        return AzurePackStore.open(settings);
    }

    @Override
    protected AzureBlobs objects() {
        return AzurePackStore.blobs(settings);
    }

    @Override
    protected int partedBytes() {
        return 2_500_000;
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
