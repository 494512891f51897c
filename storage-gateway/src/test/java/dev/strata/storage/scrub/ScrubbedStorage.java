package dev.strata.storage.scrub;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.TestStorage;
import dev.strata.storage.gc.TestClock;
import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.reference.KnownLog;
import dev.strata.storage.reference.ManifestReferences;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A storage with two stores, whose packs are verified when a test says so. */
final class ScrubbedStorage implements AutoCloseable {
    /** Far apart, so that nothing begins by itself. */
    private static final Map<String, Object> PROPERTIES = Map.of(
            "strata.scrub.rate", "1MB", "strata.scrub.look-every", "PT9H", "strata.storage.gc.look-every", "PT9H");

    final ShakyPackStore disk = new ShakyPackStore();
    final ShakyPackStore s3 = new ShakyPackStore();
    final TestClock clock = new TestClock();
    final SpaceId space = SpaceId.random();
    private TestStorage storage;

    ScrubbedStorage(Path keys) {
        this.storage = new TestStorage(disk, keys, PROPERTIES, this::register);
    }

    private void register(AnnotationConfigApplicationContext context) {
        context.registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        context.registerBean(
                "testStores",
                PackStores.class,
                () -> new PackStores(Map.of("disk", disk, "s3", s3), "disk"),
                bean -> bean.setPrimary(true));
        context.registerBean(LeafRule.class, () -> new LeafRule(1, 2, 3));
        context.registerBean(KnownLog.class, () -> (_, _) -> true);
        context.register(ManifestStore.class, ManifestReferences.class, PackSwap.class);
        context.scan("dev.strata.storage.scrub", "dev.strata.storage.gc");
    }

    void restart(Path keys) {
        storage = storage.restart(disk, keys, PROPERTIES, this::register);
    }

    TestStorage storage() {
        return storage;
    }

    <T> T bean(Class<T> type) {
        return storage.bean(type);
    }

    /** Chunks that lie together in a pack. */
    Map<ChunkId, byte[]> put(long seed, int... lengths) throws IOException {
        Random random = new Random(seed);
        Map<ChunkId, byte[]> contents = new HashMap<>();
        List<Chunk> chunks = new ArrayList<>();
        for (int length : lengths) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Chunk chunk = Chunk.of(bytes, 0, length);
            chunks.add(chunk);
            contents.put(chunk.id(), bytes);
        }
        storage.chunks().put(space, chunks);
        return contents;
    }

    Location locate(ChunkId id) {
        return Objects.requireNonNull(storage.index().locate(List.of(id)).get(id));
    }

    static StoredName object(Location location) {
        return StoredName.pack(location.pack());
    }

    /** In the middle of its sealed bytes. */
    void damage(ChunkId id) throws IOException {
        Location location = locate(id);
        disk.flip(object(location), location.entry().offset() + location.entry().sealedLength() / 2);
    }

    /** As an operator does who keeps a second bucket. */
    void copy(UUID pack) throws IOException {
        StoredName name = StoredName.pack(pack);
        byte[] bytes = disk.bytes(name);
        s3.put(name, bytes, 0, bytes.length);
    }

    /** Reads all that is due; answers how long it has rested. */
    Duration scrub() {
        Duration[] rested = {Duration.ZERO};
        bean(ScrubShift.class).run(rest -> {
            rested[0] = rested[0].plus(rest);
            clock.advance(rest);
            return true;
        });
        return rested[0];
    }

    long packsVerified() {
        return bean(ScrubOverview.class).report().verified().packs();
    }

    long bad() {
        return bean(ScrubOverview.class).badChunks();
    }

    void requireReadable(Map<ChunkId, byte[]> contents) throws IOException {
        for (Map.Entry<ChunkId, byte[]> content : contents.entrySet()) {
            if (!java.util.Arrays.equals(storage.reader().read(content.getKey()), content.getValue())) {
                throw new AssertionError("other bytes for " + content.getKey());
            }
        }
    }

    @Override
    public void close() {
        storage.close();
    }
}
