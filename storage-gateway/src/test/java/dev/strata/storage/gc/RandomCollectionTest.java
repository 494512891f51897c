package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.pack.PackStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Files come, change and go while collections run that are killed again and again. Whatever happens, every file is
 * whole, and in the end the store has little else.
 */
class RandomCollectionTest {
    private static final int ROUNDS = 16;
    private static final int STEPS = 12;
    private static final List<SpaceId> SPACES = List.of(SpaceId.random(), SpaceId.random(), SpaceId.random());

    private record File(NodeId node, SpaceId space, List<ManifestId> versions) {}

    /** What a kill is to a thread. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final List<File> files = new ArrayList<>();
    private final Map<Integer, byte[]> blocks = new HashMap<>();
    private final AtomicInteger killed = new AtomicInteger();

    @TempDir
    private Path keys;

    @ParameterizedTest
    @CsvSource({"1, deployment", "2, deployment", "3, space"})
    void everyFileIsWholeAndLittleElseIsStored(long seed, String dedup) throws Exception {
        Random random = new Random(seed);
        try (CollectedStorage storage = new CollectedStorage(keys, dedup);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean kill = random.nextInt(3) > 0;
                int after = random.nextInt(60);
                Future<?> collection = other.submit(() -> collect(storage, kill ? after : Integer.MAX_VALUE));
                for (int step = 0; step < STEPS; step++) {
                    step(storage, random);
                }
                await(collection);
                assertAllWhole(storage);
                storage.clock.advance(CollectedStorage.LONG);
            }
            storage.packs.onChange(() -> {});
            storage.collect();
            deleteOrphans(storage);

            assertAllWhole(storage);
            assertThat(killed).hasPositiveValue();
            assertThat(storage.packs.bytes()).isLessThan(liveBytes(storage) * 17 / 10);
        }
    }

    /** Dies at the given one of the moments between two changes. */
    private static Tally collect(CollectedStorage storage, int after) throws IOException, InterruptedException {
        Thread collector = Thread.currentThread();
        AtomicInteger left = new AtomicInteger(after);
        Runnable moment = () -> {
            if (Thread.currentThread() == collector && left.getAndDecrement() <= 0) {
                throw new Killed();
            }
        };
        storage.packs.onChange(moment);
        return storage.collect(false, moment);
    }

    private void await(Future<?> collection) throws InterruptedException, ExecutionException {
        try {
            collection.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Killed)) {
                throw e;
            }
            killed.incrementAndGet();
        }
    }

    private void step(CollectedStorage storage, Random random) throws IOException {
        SpaceId space = SPACES.get(random.nextInt(SPACES.size()));
        File some = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
        switch (random.nextInt(10)) {
            case 0 -> upload(storage, space, random); // and never made a file of
            case 1, 2 -> {
                if (some != null) {
                    storage.events.purge(some.node(), some.space(), storage.clock.instant());
                    files.remove(some);
                }
            }
            case 3 -> {
                if (some != null) {
                    ManifestId copied = some.versions().getLast();
                    files.add(new File(storage.file(space, copied), space, new ArrayList<>(List.of(copied))));
                }
            }
            case 4 -> {
                if (some != null) {
                    ManifestId next = upload(storage, some.space(), random);
                    some.versions().add(next);
                    storage.events.version(
                            some.node(), some.space(), some.versions().size(), next, storage.clock.instant());
                }
            }
            default -> {
                ManifestId manifest = upload(storage, space, random);
                files.add(new File(storage.file(space, manifest), space, new ArrayList<>(List.of(manifest))));
            }
        }
    }

    private ManifestId upload(CollectedStorage storage, SpaceId space, Random random) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            parts.add(blocks.computeIfAbsent(random.nextInt(120), RandomCollectionTest::block));
        }
        return storage.upload(space, parts);
    }

    private static byte[] block(int number) {
        Random random = new Random(number);
        byte[] bytes = new byte[10_000 + random.nextInt(60_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void assertAllWhole(CollectedStorage storage) throws IOException {
        for (File file : files) {
            for (ManifestId version : file.versions()) {
                assertThat(storage.isWhole(version)).isTrue();
            }
        }
    }

    private static void deleteOrphans(CollectedStorage storage) throws IOException {
        CollectionSettings now = new CollectionSettings(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, 60, CollectedStorage.SETTINGS.packTarget(), Duration.ZERO);
        JdbcTemplate jdbc = storage.bean(JdbcTemplate.class);
        new Orphans(now, storage.bean(PackStores.class), storage.storage().keys(), jdbc)
                .run(Round.begin(false, storage.clock.instant(), storage.clock.instant(), jdbc, new Tally(), () -> {}));
    }

    /** Each chunk once in each dedup domain. */
    private long liveBytes(CollectedStorage storage) throws IOException {
        Map<String, Integer> lengths = new HashMap<>();
        for (File file : files) {
            String domain = storage.dedup().equals("space") ? file.space().toString() : "";
            for (ManifestId version : file.versions()) {
                List<ChunkId> needed = new ArrayList<>();
                storage.bean(ManifestStore.class).chunkIds(version, needed::add);
                for (ChunkId id : needed) {
                    lengths.put(domain + id, storage.storage().reader().read(id).length);
                }
            }
        }
        return lengths.values().stream().mapToLong(Integer::longValue).sum();
    }
}
