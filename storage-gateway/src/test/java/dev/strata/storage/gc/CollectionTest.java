package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionTest {
    private final SpaceId alice = SpaceId.random();
    private final SpaceId bob = SpaceId.random();
    private final Random random = new Random(7);

    @TempDir
    private Path keys;

    private CollectedStorage storage;

    @BeforeEach
    void open() {
        storage = new CollectedStorage(keys, "deployment");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private ManifestId upload(SpaceId space, int length) throws IOException {
        return storage.upload(space, List.of(bytes(length)));
    }

    private boolean isStored(ManifestId manifest) {
        return !storage.storage()
                .index()
                .locate(List.of(ChunkId.of(manifest.hex())))
                .isEmpty();
    }

    private void purge(NodeId node, SpaceId space) {
        storage.events.purge(node, space, storage.clock.instant());
    }

    @Test
    void whatNoVersionNeedsGoes() throws Exception {
        ManifestId kept = upload(alice, 300_000);
        ManifestId gone = upload(alice, 300_000);
        storage.file(alice, kept);
        purge(storage.file(alice, gone), alice);
        storage.clock.advance(CollectedStorage.LONG);
        long before = storage.packs.bytes();

        Tally tally = storage.collect();

        assertThat(storage.isWhole(kept)).isTrue();
        assertThat(isStored(gone)).isFalse();
        assertThat(tally.chunks).isEqualTo(2);
        assertThat(tally.notes()).isEmpty();
        assertThat(before - storage.packs.bytes()).isEqualTo(tally.bytes).isGreaterThan(290_000);
        assertThat(storage.collect().bytes).isZero();
    }

    @Test
    void aDryRunSaysWhatWouldGoAndTakesNothing() throws Exception {
        purge(storage.file(alice, upload(alice, 300_000)), alice);
        storage.file(alice, upload(alice, 300_000));
        storage.clock.advance(CollectedStorage.LONG);
        long before = storage.packs.bytes();

        Tally dry = storage.collect(true, () -> {});

        assertThat(storage.packs.bytes()).isEqualTo(before);
        Tally real = storage.collect();
        assertThat(dry.chunks).isEqualTo(real.chunks).isEqualTo(2);
        assertThat(dry.packs).isEqualTo(real.packs).isPositive();
        assertThat(dry.rewritten).isEqualTo(real.rewritten);
    }

    @Test
    void aPinnedChunkStaysWithoutAFile() throws Exception {
        ManifestId pending = upload(alice, 1000);
        storage.clock.advance(Duration.ofHours(25));
        storage.collect();
        assertThat(storage.isWhole(pending)).isTrue();
        storage.clock.advance(Duration.ofHours(2));
        storage.collect();
        assertThat(isStored(pending)).isFalse();
    }

    @Test
    void aPurgedFileCanBeCopiedForAWhile() throws Exception {
        ManifestId manifest = upload(alice, 1000);
        NodeId file = storage.file(alice, manifest);
        storage.clock.advance(CollectedStorage.LONG);
        purge(file, alice);
        storage.clock.advance(Duration.ofHours(23));
        storage.collect();
        assertThat(storage.isWhole(manifest)).isTrue();
    }

    @Test
    void aCopyInAnotherSpaceKeepsItsChunks() throws Exception {
        ManifestId manifest = upload(alice, 300_000);
        NodeId original = storage.file(alice, manifest);
        storage.file(bob, manifest);
        storage.clock.advance(CollectedStorage.LONG);
        purge(original, alice);
        storage.clock.advance(CollectedStorage.LONG);
        storage.collect();
        assertThat(storage.isWhole(manifest)).isTrue();
        assertThat(storage.storage().spaces().pin(bob, List.of(ChunkId.of(manifest.hex())), storage.clock.instant()))
                .hasSize(1);
    }

    @Test
    void aCopyInAnotherDomainGetsBytesOfItsOwn() throws Exception {
        try (CollectedStorage apart = new CollectedStorage(keys, "space")) {
            ManifestId manifest = apart.upload(alice, List.of(bytes(300_000)));
            NodeId original = apart.file(alice, manifest);
            apart.file(bob, manifest);
            apart.clock.advance(CollectedStorage.LONG);
            apart.events.purge(original, alice, apart.clock.instant());
            apart.clock.advance(CollectedStorage.LONG);
            apart.collect();
            assertThat(apart.isWhole(manifest)).isTrue();
            assertThat(apart.storage()
                            .sql()
                            .sql("SELECT DISTINCT domain::text FROM storage.chunk")
                            .query((row, _) -> row.getString(1))
                            .list())
                    .containsExactly(bob.toString());
        }
    }

    /** As an editor does with somebody else's folder: nothing of his own space needs it. */
    @ParameterizedTest
    @ValueSource(strings = {"deployment", "space"})
    void contentThatWasStoredForAnotherSpaceIsKept(String domains) throws Exception {
        try (CollectedStorage shared = new CollectedStorage(keys, domains)) {
            ManifestId manifest = shared.upload(alice, List.of(bytes(300_000)));
            shared.file(bob, manifest);
            shared.clock.advance(CollectedStorage.LONG);
            shared.collect();
            shared.clock.advance(CollectedStorage.LONG);
            shared.collect();
            assertThat(shared.isWhole(manifest)).isTrue();
            assertThat(shared.storage().spaces().pin(bob, List.of(ChunkId.of(manifest.hex())), shared.clock.instant()))
                    .hasSize(1);
        }
    }

    @Test
    void aSpaceWithAnUnreadableManifestKeepsEverything() throws Exception {
        ManifestId unneeded = upload(alice, 1000);
        ManifestId others = upload(bob, 1000);
        storage.file(
                alice,
                ManifestId.of(storage.storage().put(alice, bytes(500)).id().hex()));
        storage.clock.advance(CollectedStorage.LONG);
        Tally tally = storage.collect();
        assertThat(isStored(unneeded)).isTrue();
        assertThat(isStored(others)).isFalse();
        assertThat(tally.notes()).anyMatch(note -> note.contains(alice.toString()));
    }

    @Test
    void nothingIsCollectedBeforeTheLogIsKnown() throws Exception {
        ManifestId unneeded = upload(alice, 1000);
        storage.clock.advance(CollectedStorage.LONG);
        storage.logKnown(false);
        assertThatThrownBy(storage::collect).isInstanceOf(CollectionEnded.class);
        assertThat(isStored(unneeded)).isTrue();
    }

    @Test
    void smallPacksAreWrittenTogether() throws Exception {
        ManifestId[] files = new ManifestId[6];
        for (int i = 0; i < files.length; i++) {
            files[i] = upload(alice, 1000);
            storage.file(alice, files[i]);
        }
        assertThat(storage.packs.packs()).isEqualTo(2 * files.length);
        storage.collect();
        assertThat(storage.packs.packs()).isEqualTo(1);
        for (ManifestId file : files) {
            assertThat(storage.isWhole(file)).isTrue();
        }
    }

    @Test
    void aPackThatCouldNotBeDeletedIsDeletedNextTime() throws Exception {
        purge(storage.file(alice, upload(alice, 1000)), alice);
        storage.clock.advance(CollectedStorage.LONG);
        storage.packs.refuseDeletes(true);
        assertThat(storage.collect().notes()).isNotEmpty();
        assertThat(storage.packs.bytes()).isPositive();
        storage.packs.refuseDeletes(false);
        assertThat(storage.collect().notes()).isEmpty();
        assertThat(storage.packs.bytes()).isZero();
    }

    @Test
    void onlyAnOldPackThatNobodyKnowsIsAnOrphan() throws Exception {
        storage.file(alice, upload(alice, 1000));
        storage.leave(storage.storage().keys().current(new UUID(0, 0)), bytes(1000));
        storage.clock.advance(CollectedStorage.SETTINGS.orphansAfter().minusHours(1));
        assertThat(storage.collect().orphans).isZero();
        storage.clock.advance(Duration.ofHours(2));
        int before = storage.packs.packs();
        assertThat(storage.collect().orphans).isEqualTo(1);
        assertThat(storage.packs.packs()).isEqualTo(before - 1);
    }

    /** Between any two steps of a collection. */
    @Test
    void whoeverIsToldThatAChunkIsThereKeepsIt() throws Exception {
        int told = 0;
        for (int moment = 0; moment < 14; moment++) {
            ManifestId pinned = upload(alice, 1000);
            ManifestId held = upload(alice, 1000);
            storage.clock.advance(CollectedStorage.LONG);
            List<ManifestId> kept = new ArrayList<>();
            AtomicInteger left = new AtomicInteger(moment);

            storage.collect(false, () -> {
                if (left.getAndDecrement() == 0) {
                    kept.addAll(tell(pinned, held));
                }
            });

            told += kept.size();
            for (ManifestId manifest : kept) {
                assertThat(isStored(manifest)).isTrue();
            }
        }
        assertThat(told).isBetween(8, 27);
    }

    /** Those that the one who has it, or another one who brings it, is told of. */
    private List<ManifestId> tell(ManifestId pinned, ManifestId held) {
        Instant until = storage.clock.instant().plus(Duration.ofHours(1));
        List<ManifestId> told = new ArrayList<>();
        if (!storage.storage()
                .spaces()
                .pin(alice, List.of(ChunkId.of(pinned.hex())), until)
                .isEmpty()) {
            told.add(pinned);
        }
        if (!storage.storage()
                .spaces()
                .hold(bob, new UUID(0, 0), List.of(ChunkId.of(held.hex())), until)
                .known()
                .isEmpty()) {
            told.add(held);
        }
        return told;
    }
}
