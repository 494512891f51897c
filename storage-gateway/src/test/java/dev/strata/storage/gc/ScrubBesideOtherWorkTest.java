package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.copy.StoreCopy;
import dev.strata.storage.index.Location;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import dev.strata.storage.rotation.DataKeyRotation;
import dev.strata.storage.scrub.ScrubOverview;
import dev.strata.storage.scrub.Scrubber;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While packs move, are sealed anew, and go, they are read and verified: what is called damaged then is damaged. */
class ScrubBesideOtherWorkTest {
    private static final Duration AGES = Duration.ofDays(4000);
    private static final int FILES = 24;

    private final SpaceId alice = SpaceId.random();
    private final Random random = new Random(57);
    private final Map<NodeId, ManifestId> files = new ConcurrentHashMap<>();

    @TempDir
    private Path keys;

    @TempDir
    private Path disk;

    @TempDir
    private Path otherDisk;

    private CollectedStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = new CollectedStorage(
                keys, "deployment", FilesystemPackStore.open(disk), FilesystemPackStore.open(otherDisk));
        upload(FILES);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void upload(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[random.nextInt(1, 100_000)];
            random.nextBytes(content);
            ManifestId manifest = storage.upload(alice, List.of(content));
            files.put(storage.file(alice, manifest), manifest);
        }
    }

    /** What goes on beside the verification. */
    private interface Work {
        void run() throws Exception;
    }

    private void beside(Work work) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> verified = threads.submit(() -> {
                while (!ended.get()) {
                    verifyAll();
                }
            });
            Future<?> read = threads.submit(() -> {
                while (!ended.get()) {
                    assertWhole();
                }
                return null;
            });
            await().atMost(Duration.ofMinutes(1)).until(() -> packsRead() > 0);
            try {
                work.run();
            } finally {
                ended.set(true);
            }
            verified.get();
            read.get();
        }
        verifyAll();
        assertWhole();
    }

    private void verifyAll() {
        storage.bean(Scrubber.class).verifyAll();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            storage.bean(Scrubber.class).resume(); // A pack may be new since the last shift ended.
            ScrubOverview.Report report = report();
            return report.due().packs() == 0 && !report.running();
        });
    }

    private ScrubOverview.Report report() {
        return storage.bean(Scrubber.class).overview();
    }

    private long packsRead() {
        return report().days().stream().mapToLong(ScrubOverview.Day::packs).sum();
    }

    private void assertNothingFound() {
        assertThat(report().badChunks()).isZero();
        assertThat(report().findings()).isEmpty();
        assertThat(report().days()).allSatisfy(day -> assertThat(day.found()).isZero());
        assertThat(report().verified()).isEqualTo(report().all());
    }

    /** Those of them that nobody has purged meanwhile. */
    private void assertWhole() throws IOException {
        for (Map.Entry<NodeId, ManifestId> file : Map.copyOf(files).entrySet()) {
            try {
                assertThat(storage.isWhole(file.getValue())).isTrue();
            } catch (IOException e) {
                if (files.containsKey(file.getKey())) {
                    throw e;
                }
            }
        }
    }

    private JobRun rotate() throws Exception {
        Map<String, String> accepted = storage.bean(DataKeyRotation.class).accept(Map.of());
        return storage.run(DataKeyRotation.class, accepted, () -> {});
    }

    @Test
    void besideARotation() throws Exception {
        beside(() -> {
            for (int round = 0; round < 3; round++) {
                upload(4);
                JobRun run = rotate();
                assertThat(run.notes()).isEmpty();
                assertThat(run.figures()).containsEntry("packsLeft", 0L);
                storage.clock.advance(AGES);
                storage.collect();
            }
        });

        assertNothingFound();
    }

    /** As bad as the moment can be: between the index and the store. */
    @Test
    void aPackThatGoesBeforeItIsReadIsNotDamaged() throws Exception {
        AtomicBoolean rotated = new AtomicBoolean();
        storage.packs.onLook(() -> {
            if (Thread.currentThread().getName().equals("scrub") && rotated.compareAndSet(false, true)) {
                assertThatNoException().isThrownBy(this::rotate);
            }
        });

        verifyAll();

        assertThat(rotated).isTrue();
        assertNothingFound();
        assertWhole();
    }

    @Test
    void besideACopy() throws Exception {
        moveToOtherDisk();
        beside(() -> {
            JobRun run =
                    storage.run(StoreCopy.class, Map.of("from", "old", "to", "test", "deleteSource", "true"), () -> {});
            assertThat(run.notes()).isEmpty();
            assertThat(run.figures()).containsEntry("packsLeft", 0L);
            storage.clock.advance(Duration.ofDays(2));
            storage.collect();
        });

        assertNothingFound();
        try (var left = storage.old.list(StoredName.Kind.PACK)) {
            assertThat(left).isEmpty();
        }
    }

    /** As if that had been the primary one so far. */
    private void moveToOtherDisk() throws IOException {
        try (var names = storage.packs.list(StoredName.Kind.PACK)) {
            for (StoredName name : names.toList()) {
                byte[] bytes = new byte[(int) storage.packs.length(name)];
                storage.packs.read(name, 0, bytes, 0, bytes.length);
                storage.old.put(name, bytes, 0, bytes.length);
                storage.packs.delete(name);
            }
        }
        storage.storage().sql().sql("UPDATE storage.pack SET store = 'old'").update();
    }

    @Test
    void besideCollections() throws Exception {
        beside(() -> {
            for (int round = 0; round < 4; round++) {
                for (NodeId node : List.copyOf(files.keySet()).subList(0, FILES / 3)) {
                    files.remove(node);
                    storage.events.purge(node, alice, storage.clock.instant());
                }
                upload(FILES / 3);
                storage.clock.advance(CollectedStorage.LONG);
                assertThat(storage.collect().notes()).isEmpty();
            }
        });

        assertNothingFound();
    }

    @Test
    void whatIsDamagedIsAllThatIsCalledDamaged() throws Exception {
        Map<ChunkId, byte[]> good = new HashMap<>();
        Set<ChunkId> damaged = new HashSet<>();
        for (int pack = 0; pack < 6; pack++) {
            List<Chunk> chunks = putPack(good);
            for (Chunk chunk : chunks.subList(0, 5)) {
                damage(chunk.id());
                damaged.add(chunk.id());
                good.remove(chunk.id());
            }
        }
        beside(() -> {
            for (int round = 0; round < 4; round++) {
                rotate();
            }
        });

        assertThat(report().badChunks()).isEqualTo(damaged.size());
        assertThat(bad()).isEqualTo(damaged);
        for (Map.Entry<ChunkId, byte[]> chunk : good.entrySet()) {
            assertThat(storage.storage().reader().read(chunk.getKey())).isEqualTo(chunk.getValue());
        }
    }

    private List<Chunk> putPack(Map<ChunkId, byte[]> contents) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            byte[] bytes = new byte[2_000];
            random.nextBytes(bytes);
            Chunk chunk = Chunk.of(bytes, 0, bytes.length);
            chunks.add(chunk);
            contents.put(chunk.id(), bytes);
        }
        storage.storage().chunks().put(alice, chunks);
        return chunks;
    }

    private void damage(ChunkId id) throws IOException {
        Location location = storage.storage()
                .index()
                .locate(List.of(id))
                .values()
                .iterator()
                .next();
        Path object = disk.resolve(StoredName.pack(location.pack()).path());
        try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
            file.seek(location.entry().offset() + 10L);
            int byteThere = file.read();
            file.seek(location.entry().offset() + 10L);
            file.write(byteThere ^ 1);
        }
    }

    private Set<ChunkId> bad() {
        return new HashSet<>(storage.storage()
                .sql()
                .sql("SELECT chunk_id FROM storage.chunk WHERE bad")
                .query((row, _) -> ChunkId.ofDigest(row.getBytes(1)))
                .list());
    }
}
