package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.index.Location;
import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.StoredName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCacheTest {
    private static final int LENGTH = 50_000;

    private final InMemoryPackStore packs = new InMemoryPackStore();
    private final Random random = new Random(3);

    @TempDir
    private Path keys;

    private TestStorage storage(String dedup) {
        return new TestStorage(packs, keys, Map.of("strata.download.cache", "200KB", "strata.storage.dedup", dedup));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    /** So that whoever reads it can only have it from the cache. */
    private void lose(TestStorage storage, ChunkId id) throws IOException {
        packs.delete(StoredName.pack(located(storage, id).pack()));
    }

    private static Location located(TestStorage storage, ChunkId id) throws IOException {
        return storage.reader().locate(List.of(id)).values().iterator().next();
    }

    private static double cached(TestStorage storage) {
        return storage.bean(SimpleMeterRegistry.class)
                .get("strata.chunk.cache.bytes")
                .gauge()
                .value();
    }

    @Test
    void whatIsReadTwiceIsKept() throws Exception {
        try (TestStorage storage = storage("deployment")) {
            byte[] bytes = bytes();
            ChunkId often = storage.put(SpaceId.random(), bytes).id();
            storage.reader().read(often);
            assertThat(cached(storage)).isZero();
            storage.reader().read(often);
            lose(storage, often);
            assertThat(storage.reader().read(often)).isEqualTo(bytes);
        }
    }

    @Test
    void whatTheReaderDoesWithItsBytesChangesNothing() throws Exception {
        try (TestStorage storage = storage("deployment")) {
            byte[] bytes = bytes();
            ChunkId id = storage.put(SpaceId.random(), bytes).id();
            for (int i = 0; i < 4; i++) {
                byte[] read = storage.reader().read(id);
                assertThat(read).isEqualTo(bytes);
                read[0] ^= 1;
            }
        }
    }

    @Test
    void itTakesNoMoreMemoryThanItMay() throws Exception {
        try (TestStorage storage = storage("deployment")) {
            List<ChunkId> ids = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ids.add(storage.put(SpaceId.random(), bytes()).id());
            }
            for (int i = 0; i < 3; i++) {
                for (ChunkId id : ids) {
                    storage.reader().read(id);
                }
            }
            assertThat(cached(storage)).isBetween(1.0, 200.0 * 1024);
        }
    }

    /** The same bytes in two spaces are two chunks where each space is a dedup domain. */
    @Test
    void anotherDomainIsNotAnsweredFromIt() throws Exception {
        try (TestStorage storage = storage("space")) {
            byte[] bytes = bytes();
            ChunkId id = storage.put(SpaceId.random(), bytes).id();
            storage.reader().read(id);
            storage.reader().read(id);
            Location mine = located(storage, id);
            storage.sql()
                    .sql("UPDATE storage.chunk SET bad = true WHERE pack_id = ?")
                    .param(mine.pack())
                    .update();
            storage.put(SpaceId.random(), bytes);
            Location other = located(storage, id);
            assertThat(other.pack()).isNotEqualTo(mine.pack());
            packs.delete(StoredName.pack(other.pack()));
            assertThatThrownBy(
                            () -> storage.reader().read(new Segment(List.of(other)), new byte[LENGTH], new Scratch()))
                    .isInstanceOf(IOException.class);
        }
    }
}
