package dev.strata.storage.chunk;

import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import java.io.IOException;
import java.nio.file.Path;

class DiskChunkStoreTest extends ChunkStoreContract {
    @Override
    protected PackStore packs(Path directory) throws IOException {
        return FilesystemPackStore.open(directory);
    }
}
