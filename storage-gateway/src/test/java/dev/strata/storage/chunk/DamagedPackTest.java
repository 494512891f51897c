package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.index.Location;
import dev.strata.storage.pack.CorruptPackException;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bit of a pack counts: whichever one flips, it is found, and no wrong byte is handed out. */
class DamagedPackTest {
    @TempDir
    private Path directory;

    @Test
    void anyFlippedBitIsFound() throws IOException {
        try (FilesystemPackStore packs = FilesystemPackStore.open(directory.resolve("packs"));
                TestStorage storage = new TestStorage(packs, directory.resolve("keys"), Map.of())) {
            Map<ChunkId, byte[]> contents = store(storage);
            Location some = storage.index()
                    .locate(contents.keySet())
                    .values()
                    .iterator()
                    .next();
            Path file = directory
                    .resolve("packs")
                    .resolve(StoredName.pack(some.pack()).path());
            byte[] whole = Files.readAllBytes(file);

            int found = 0;
            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << (at % 8));
                Files.write(file, damaged);
                found += requireFound(storage, packs, some, contents, at);
            }

            assertThat(found).isEqualTo(whole.length);
        }
    }

    private static Map<ChunkId, byte[]> store(TestStorage storage) throws IOException {
        Random random = new Random(1);
        List<Chunk> chunks = new ArrayList<>();
        Map<ChunkId, byte[]> contents = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            byte[] bytes = i == 3 ? new byte[500] : new byte[40 + i];
            if (i < 3) {
                random.nextBytes(bytes);
            }
            Chunk chunk = Chunk.of(bytes, 0, bytes.length);
            chunks.add(chunk);
            contents.put(chunk.id(), bytes);
        }
        storage.chunks().put(SpaceId.random(), chunks);
        return contents;
    }

    /** Chunks that were not hit read as they were; what was hit is refused, by the chunk's reader or the index's. */
    private static int requireFound(
            TestStorage storage, FilesystemPackStore packs, Location some, Map<ChunkId, byte[]> contents, int at)
            throws IOException {
        boolean found = false;
        for (Map.Entry<ChunkId, byte[]> content : contents.entrySet()) {
            try {
                assertThat(storage.reader().read(content.getKey()))
                        .as("bit in byte %d", at)
                        .isEqualTo(content.getValue());
            } catch (CorruptChunkException corrupt) {
                found = true;
            }
        }
        if (!found) {
            assertThatThrownBy(() -> PackTail.read(packs, some.pack(), storage.keys()::find))
                    .as("bit in byte %d", at)
                    .isInstanceOf(CorruptPackException.class);
        }
        return 1;
    }
}
