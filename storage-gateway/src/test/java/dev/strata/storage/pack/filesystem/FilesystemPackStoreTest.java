package dev.strata.storage.pack.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStoreContract;
import dev.strata.storage.pack.ShortObjectException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemPackStoreTest extends PackStoreContract {
    private static final byte[] BYTES = {1, 2, 3};
    private static final StoredName PACK = StoredName.pack(UUID.fromString("019e1b2c-3d4e-7f50-8a6b-0123456789ab"));

    @TempDir
    Path directory;

    private FilesystemPackStore store;

    @BeforeEach
    void open() throws IOException {
        store = FilesystemPackStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected PackStore store() {
        return store;
    }

    @Test
    void hasEverythingAfterARestart() throws IOException {
        put(store, PACK, BYTES);

        restart();

        assertThat(read(store, PACK, 0, 3)).isEqualTo(BYTES);
    }

    @Test
    void removesWhatACrashLeftHalfWritten() throws IOException {
        Files.write(directory.resolve("incoming/7"), BYTES);

        restart();

        assertThat(incoming()).isEmpty();
        assertThat(names(StoredName.Kind.PACK)).isEmpty();
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        put(store, PACK, BYTES);

        assertThat(incoming()).isEmpty();
    }

    @Test
    void aFailedPutChangesNothingAndLeavesNoTemporaryFile() throws IOException {
        Path spread = directory.resolve("packs/ab");
        Files.delete(spread);
        Files.write(spread, BYTES);

        assertThatThrownBy(() -> put(store, PACK, BYTES)).isInstanceOf(ChunkStoreException.class);

        assertThat(incoming()).isEmpty();
        assertThat(spread).hasBinaryContent(BYTES);
    }

    @Test
    void aFileThatWasCutIsNeverReadAsWhole() throws IOException {
        put(store, PACK, BYTES);
        Files.write(directory.resolve(PACK.path()), new byte[] {1});

        assertThatThrownBy(() -> read(store, PACK, 0, 3)).isInstanceOf(ShortObjectException.class);
    }

    @Test
    void filesThatAreNoObjectsAreNotListed() throws IOException {
        Files.write(directory.resolve("packs/00/readme"), BYTES);
        Files.write(directory.resolve("packs/00").resolve(PACK.id().toString()), BYTES);
        Files.write(directory.resolve("keys/readme"), BYTES);

        assertThat(names(StoredName.Kind.PACK)).isEmpty();
        assertThat(names(StoredName.Kind.KEY)).isEmpty();
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        assertThatThrownBy(() -> FilesystemPackStore.open(directory))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void refusesADirectoryOfAnOlderRelease(@TempDir Path older) throws IOException {
        String hash = ChunkId.ofBytes(BYTES).hex();
        Path chunk = older.resolve(hash.substring(0, 2)).resolve(hash);
        Files.createDirectories(chunk.getParent());
        Files.write(chunk, BYTES);

        assertThatThrownBy(() -> FilesystemPackStore.open(older))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("older release")
                .hasMessageContaining("empty directory");
        assertThat(chunk).hasBinaryContent(BYTES);
    }

    @Test
    void aFullDiskIsToldApart() {
        assertThat(DiskFailure.of("write", new FileSystemException("x", null, "No space left on device")))
                .isInstanceOf(StorageFullException.class);
        assertThat(DiskFailure.of("write", new IOException("Disk quota exceeded")))
                .isInstanceOf(StorageFullException.class);
        assertThat(DiskFailure.of("write", new IOException("Input/output error")))
                .isNotInstanceOf(StorageFullException.class)
                .hasMessageContaining("Input/output error");
    }

    private void restart() throws IOException {
        store.close();
        store = FilesystemPackStore.open(directory);
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }
}
