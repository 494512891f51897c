package dev.strata.storage.chunk.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.ChunkStoreContract;
import dev.strata.storage.chunk.StorageFullException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemChunkStoreTest extends ChunkStoreContract {
    private static final byte[] BYTES = {1, 2, 3};
    private static final ChunkId ID = ChunkId.ofBytes(BYTES);

    @TempDir
    Path directory;

    private FilesystemChunkStore store;

    @BeforeEach
    void open() throws IOException {
        store = FilesystemChunkStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected ChunkStore store() {
        return store;
    }

    @Test
    void hasEverythingAfterARestart() throws IOException {
        put(store, BYTES);

        restart();

        assertThat(store.read(ID)).isEqualTo(BYTES);
    }

    @Test
    void removesWhatACrashLeftHalfWritten() throws IOException {
        Files.write(directory.resolve("incoming/7"), BYTES);

        restart();

        assertThat(incoming()).isEmpty();
        assertThat(store.contains(ID)).isFalse();
    }

    @Test
    void aFileOfAnotherLengthIsWrittenAnew() throws IOException {
        put(store, BYTES);
        Files.write(file(), new byte[] {1});

        assertThat(put(store, BYTES)).isTrue();
        assertThat(store.read(ID)).isEqualTo(BYTES);
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        put(store, BYTES);

        assertThat(incoming()).isEmpty();
    }

    @Test
    void aFailedPutChangesNothingAndLeavesNoTemporaryFile() throws IOException {
        Files.createDirectories(file().resolve("in the way"));

        assertThatThrownBy(() -> put(store, BYTES)).isInstanceOf(IOException.class);

        assertThat(incoming()).isEmpty();
        assertThat(store.contains(ID)).isFalse();
    }

    @Test
    void filesThatAreNoChunksAreNotListed() throws IOException {
        Files.write(directory.resolve("00/readme"), BYTES);

        try (Stream<ChunkId> ids = store.list()) {
            assertThat(ids).isEmpty();
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        assertThatThrownBy(() -> FilesystemChunkStore.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void refusesAnEmptyChunk() {
        assertThatThrownBy(() -> put(store, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullDiskIsToldApart() {
        assertThat(DiskFull.orSame(new FileSystemException("x", null, "No space left on device")))
                .isInstanceOf(StorageFullException.class);
        assertThat(DiskFull.orSame(new IOException("Disk quota exceeded"))).isInstanceOf(StorageFullException.class);
        assertThat(DiskFull.orSame(new IOException("Input/output error"))).isNotInstanceOf(StorageFullException.class);
    }

    private void restart() throws IOException {
        store.close();
        store = FilesystemChunkStore.open(directory);
    }

    private Path file() {
        return directory.resolve(ID.hex().substring(0, 2)).resolve(ID.hex());
    }

    private Stream<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("incoming"))) {
            return files.toList().stream();
        }
    }
}
