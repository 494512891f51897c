package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.copy.StoreCopy;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is copied, whatever the two stores are, and nothing is lost. */
abstract class StoreCopyContract {
    private static final Map<String, String> COPY = Map.of("from", "old", "to", "test");
    private static final Map<String, String> MOVE = Map.of("from", "old", "to", "test", "deleteSource", "true");

    private final SpaceId alice = SpaceId.random();
    private final Random random = new Random(51);
    private final List<ManifestId> files = new ArrayList<>();

    @TempDir
    private Path keys;

    private CollectedStorage storage;

    abstract PackStore source() throws Exception;

    abstract PackStore target() throws Exception;

    /** As if another store had been the primary one so far. */
    @BeforeEach
    void open() throws Exception {
        storage = new CollectedStorage(keys, "deployment", target(), source());
        for (int i = 0; i < 6; i++) {
            upload();
        }
        for (StoredName.Kind kind : StoredName.Kind.values()) {
            for (StoredName name : names(storage.packs, kind)) {
                byte[] bytes = bytes(storage.packs, name);
                storage.old.put(name, bytes, 0, bytes.length);
                storage.packs.delete(name);
            }
        }
        storage.storage().sql().sql("UPDATE storage.pack SET store = 'old'").update();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private ManifestId upload() throws IOException {
        byte[] content = new byte[random.nextInt(1, 200_000)];
        random.nextBytes(content);
        ManifestId file = storage.upload(alice, List.of(content));
        storage.file(alice, file);
        files.add(file);
        return file;
    }

    private JobRun copy(Map<String, String> options) throws Exception {
        return storage.run(StoreCopy.class, options, () -> {});
    }

    private void assertWhole() throws IOException {
        for (ManifestId file : files) {
            assertThat(storage.isWhole(file)).isTrue();
        }
    }

    private static List<StoredName> names(PackStore store, StoredName.Kind kind) throws IOException {
        try (Stream<StoredName> names = store.list(kind)) {
            return names.toList();
        }
    }

    private static byte[] bytes(PackStore store, StoredName name) throws IOException {
        byte[] bytes = new byte[(int) store.length(name)];
        store.read(name, 0, bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void everythingIsInTheOtherStoreUnderTheSameNames() throws Exception {
        JobRun run = copy(COPY);

        assertThat(run.notes()).isEmpty();
        assertThat(run.figures()).containsEntry("packsLeft", 0L);
        for (StoredName.Kind kind : StoredName.Kind.values()) {
            assertThat(names(storage.packs, kind)).containsExactlyInAnyOrderElementsOf(names(storage.old, kind));
        }
        for (StoredName name : names(storage.old, StoredName.Kind.PACK)) {
            storage.old.delete(name);
        }
        assertWhole();
    }

    @Test
    void theSourceStays() throws Exception {
        List<StoredName> before = names(storage.old, StoredName.Kind.PACK);
        copy(COPY);
        storage.clock.advance(Duration.ofDays(2));
        storage.collect();
        assertThat(names(storage.old, StoredName.Kind.PACK)).containsExactlyInAnyOrderElementsOf(before);
        assertWhole();
    }

    @Test
    void theSourceGoesADayLaterIfThatIsWanted() throws Exception {
        int before = names(storage.old, StoredName.Kind.PACK).size();
        copy(MOVE);
        storage.collect();
        assertThat(names(storage.old, StoredName.Kind.PACK)).hasSize(before);
        storage.clock.advance(Duration.ofDays(2));
        storage.collect();
        assertThat(names(storage.old, StoredName.Kind.PACK)).isEmpty();
        assertWhole();
    }

    @Test
    void killedAnywhereItGoesOn() throws Exception {
        for (int moment = 0; moment < 8; moment++) {
            int changes = moment;
            int[] left = {changes};
            storage.packs.onChange(() -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("killed");
                }
            });
            try {
                copy(MOVE);
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessage("killed");
            }
            storage.packs.onChange(() -> {});
            assertWhole();
        }
        copy(MOVE);
        assertThat(storage.bean(dev.strata.storage.index.PackMoves.class).count("old"))
                .isZero();
        assertWhole();
    }

    @Test
    void readingAndWritingGoOn() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> use = thread.submit(() -> {
                do {
                    upload();
                    assertWhole();
                } while (!ended.get());
                return null;
            });
            copy(MOVE);
            ended.set(true);
            use.get();
        }
        assertWhole();
    }

    @Test
    void aDamagedPackStaysAndIsReported() throws Exception {
        StoredName name = names(storage.old, StoredName.Kind.PACK).getFirst();
        byte[] bytes = bytes(storage.old, name);
        bytes[50] ^= 1;
        storage.old.delete(name);
        storage.old.put(name, bytes, 0, bytes.length);

        JobRun run = copy(MOVE);

        assertThat(run.figures()).containsEntry("packsLeft", 1L);
        assertThat(run.notes()).singleElement().asString().contains(name.id().toString());
        assertThat(names(storage.packs, StoredName.Kind.PACK)).doesNotContain(name);
    }

    @Test
    void newPacksMustGoToTheTarget() {
        StoreCopy copy = storage.bean(StoreCopy.class);
        assertThatThrownBy(() -> copy.accept(Map.of("from", "test", "to", "old")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("strata.storage.primary=old");
        assertThatThrownBy(() -> copy.accept(Map.of("from", "tape", "to", "test")))
                .isInstanceOf(ProblemException.class);
    }
}
