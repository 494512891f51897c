package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.key.DataKey;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.rotation.DataKeyRotation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyRotationTest {
    private static final UUID DEPLOYMENT = new UUID(0, 0);
    private static final Duration AGES = Duration.ofDays(4000);

    private final SpaceId alice = SpaceId.random();
    private final SpaceId bob = SpaceId.random();
    private final Random random = new Random(55);
    private final List<ManifestId> files = new ArrayList<>();

    @TempDir
    private Path keys;

    private CollectedStorage storage;

    private void open(String dedup) throws IOException {
        storage = new CollectedStorage(keys, dedup);
        for (int i = 0; i < 6; i++) {
            add(i % 2 == 0 ? alice : bob);
        }
    }

    private void add(SpaceId space) throws IOException {
        byte[] content = new byte[400_000];
        random.nextBytes(content);
        files.add(storage.upload(space, List.of(content)));
        storage.file(space, files.getLast());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private Map<String, String> wanted(Map<String, String> options) {
        return storage.bean(DataKeyRotation.class).accept(options);
    }

    private JobRun rotate(Map<String, String> accepted, Runnable checkpoint) throws Exception {
        return storage.run(DataKeyRotation.class, accepted, checkpoint);
    }

    private void assertWhole() throws IOException {
        for (ManifestId file : files) {
            assertThat(storage.isWhole(file)).isTrue();
        }
    }

    private List<UUID> keysOfPacks() {
        return ids("SELECT DISTINCT key_id FROM storage.pack");
    }

    private List<UUID> ids(String query) {
        return storage.storage()
                .sql()
                .sql(query)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private int storedKeys() throws IOException {
        try (Stream<StoredName> names = storage.packs.list(StoredName.Kind.KEY)) {
            return (int) names.count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "space"})
    void nothingIsUnderAnOldKeyInTheEnd(String dedup) throws Exception {
        open(dedup);
        List<UUID> before = keysOfPacks();
        int stored = storedKeys();

        JobRun run = rotate(wanted(Map.of()), () -> {});

        assertThat(run.notes()).isEmpty();
        assertThat(run.figures()).containsEntry("packsLeft", 0L).containsEntry("keys", (long) before.size());
        assertThat(keysOfPacks()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertWhole();
        assertThat(storedKeys()).isEqualTo(2 * stored);
        storage.clock.advance(AGES);
        storage.collect();
        assertThat(storedKeys()).isEqualTo(stored);
        assertThat(ids("SELECT key_id FROM storage.data_key")).doesNotContainAnyElementsOf(before);
        assertWhole();
        add(alice);
        assertWhole();
    }

    @Test
    void oneDomainAlone() throws Exception {
        open("space");
        UUID others = storage.storage().keys().current(bob.value()).id();

        rotate(wanted(Map.of("domain", alice.toString())), () -> {});

        assertThat(keysOfPacks())
                .containsExactlyInAnyOrder(
                        others, storage.storage().keys().current(alice.value()).id());
        assertThat(storage.storage().keys().current(bob.value()).id()).isEqualTo(others);
        assertWhole();
    }

    @Test
    void begunAgainItGoesOnWithTheSameKeys() throws Exception {
        open("deployment");
        Map<String, String> accepted = wanted(Map.of());
        for (int moment = 0; moment < 4; moment++) {
            AtomicInteger left = new AtomicInteger(moment);
            assertThatThrownBy(() -> rotate(accepted, () -> {
                        if (left.getAndDecrement() == 0) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertWhole();
        }
        rotate(accepted, () -> {});
        assertThat(keysOfPacks()).hasSize(1);
        assertThat(ids("SELECT key_id FROM storage.data_key")).hasSize(2);
        assertWhole();
    }

    @Test
    void aDamagedPackStaysAndSoDoesItsKey() throws Exception {
        open("deployment");
        byte[] content = new byte[20_000];
        random.nextBytes(content);
        storage.file(alice, storage.upload(alice, List.of(content)));
        ChunkId id = ChunkId.ofBytes(content);
        UUID damaged = storage.storage()
                .reader()
                .locate(List.of(id))
                .values()
                .iterator()
                .next()
                .pack();
        StoredName name = StoredName.pack(damaged);
        byte[] bytes = new byte[(int) storage.packs.length(name)];
        storage.packs.read(name, 0, bytes, 0, bytes.length);
        bytes[10_000] ^= 1;
        storage.packs.delete(name);
        storage.packs.put(name, bytes, 0, bytes.length);
        DataKey old = storage.storage().keys().current(DEPLOYMENT);

        JobRun run = rotate(wanted(Map.of()), () -> {});

        assertThat(run.figures()).containsEntry("packsLeft", 1L);
        assertThat(run.notes()).anyMatch(note -> note.contains(damaged.toString()));
        assertThat(keysOfPacks()).hasSize(2);
        storage.clock.advance(AGES);
        storage.collect();
        assertThat(ids("SELECT key_id FROM storage.data_key")).contains(old.id());
        assertWhole();
    }
}
