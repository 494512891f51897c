package dev.strata.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.MissingChunkException;
import dev.strata.storage.gc.CollectionReport;
import dev.strata.storage.gc.GarbageCollector;
import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.pack.StoredName;
import dev.strata.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private ScrubbedStorage storage;

    @BeforeEach
    void open() {
        storage = new ScrubbedStorage(directory.resolve("keys"));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static ChunkId first(Map<ChunkId, byte[]> contents) {
        return contents.keySet().iterator().next();
    }

    private Set<ChunkId> told(Map<ChunkId, byte[]> contents) {
        return storage.storage()
                .spaces()
                .pin(storage.space, contents.keySet(), storage.clock.instant())
                .keySet();
    }

    private ScrubOverview.Report report() {
        return storage.bean(ScrubOverview.class).report();
    }

    @Test
    void everyPackGetsAReceiptOnce() throws Exception {
        storage.put(1, 300_000, 2_000);
        storage.put(2, 5_000);

        storage.scrub();
        Duration secondTime = storage.scrub();

        assertThat(secondTime).isZero();
        assertThat(storage.packsVerified()).isEqualTo(2);
        assertThat(report().oldest()).isNotNull();
        assertThat(report().findings()).isEmpty();
        assertThat(report().days())
                .singleElement()
                .satisfies(day -> assertThat(day.packs()).isEqualTo(2));
        assertThat(receipts()).isEqualTo(2);
    }

    private long receipts() {
        return storage.storage()
                .sql()
                .sql("SELECT count(*) FROM storage.pack_receipt")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Test
    void eachPackComesAgainAfterAMonth() throws Exception {
        storage.put(1, 5_000);
        storage.scrub();
        storage.clock.advance(Duration.ofDays(29));
        assertThat(storage.scrub()).isZero();
        storage.clock.advance(Duration.ofDays(2));
        assertThat(storage.scrub()).isPositive();
    }

    /** Inspection.of is what decides; the other tests show what is made of it. */
    @Test
    void whicheverBitFlipsIsFound() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 40, 500, 41);
        Location some = storage.locate(first(contents));
        StoredName name = ScrubbedStorage.object(some);
        List<Location> chunks = storage.bean(PackSwap.class).chunksOf(some.pack());
        byte[] whole = storage.disk.bytes(name);
        for (int at = 0; at < whole.length; at++) {
            storage.disk.flip(name, at);
            PackCopy copy = PackCopy.read(storage.disk, some.pack(), whole.length);
            assertThat(Inspection.of(
                                    copy,
                                    some.keyId(),
                                    chunks,
                                    storage.storage().keys())
                            .isWhole())
                    .as("bit in byte %d", at)
                    .isFalse();
            storage.disk.flip(name, at);
        }
        PackCopy copy = PackCopy.read(storage.disk, some.pack(), whole.length);
        assertThat(Inspection.of(copy, some.keyId(), chunks, storage.storage().keys())
                        .isWhole())
                .isTrue();
    }

    @Test
    void aBadChunkIsKnownAndItsNeighboursAreMovedAway() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000, 5_000);
        ChunkId bad = first(contents);
        Location before = storage.locate(bad);
        storage.damage(bad);

        storage.scrub();

        assertThat(storage.bad()).isOne();
        assertThat(told(contents)).hasSize(2).doesNotContain(bad);
        assertThat(storage.disk.has(ScrubbedStorage.object(before))).isTrue();
        assertThat(storage.bean(PackSwap.class).chunksOf(before.pack())).hasSize(1);
        assertThatThrownBy(() -> storage.storage().reader().read(bad)).isInstanceOf(CorruptChunkException.class);
        contents.remove(bad);
        storage.requireReadable(contents);
        assertThat(report().oldest()).isNull();
        assertThat(report().verified().packs()).isOne();
        assertThat(report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.packId()).isEqualTo(before.pack());
            assertThat(finding.bad()).isOne();
        });
    }

    @Test
    void whoeverHasTheBytesHealsIt() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        ChunkId bad = first(contents);
        storage.damage(bad);
        storage.scrub();

        byte[] bytes = contents.get(bad);
        storage.storage().chunks().put(storage.space, List.of(Chunk.of(bytes, 0, bytes.length)));

        assertThat(storage.bad()).isZero();
        assertThat(told(contents)).hasSize(2);
        storage.requireReadable(contents);
    }

    @Test
    void aMissingObjectIsTakenFromTheOtherStore() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        Location lost = storage.locate(first(contents));
        storage.copy(lost.pack());
        storage.disk.delete(ScrubbedStorage.object(lost));

        storage.scrub();

        assertThat(storage.bad()).isZero();
        storage.requireReadable(contents);
        assertThat(storage.locate(first(contents)).store()).isEqualTo("disk");
        assertThat(report().days().getFirst().repaired()).isEqualTo(2);
    }

    @Test
    void aTruncatedObjectIsTakenFromTheOtherStore() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        Location cut = storage.locate(first(contents));
        storage.copy(cut.pack());
        storage.disk.cut(ScrubbedStorage.object(cut), 3_500);

        storage.scrub();

        assertThat(storage.bad()).isZero();
        storage.requireReadable(contents);
    }

    /** Each copy has lost another chunk. */
    @Test
    void twoDamagedCopiesMakeAWholePack() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        List<ChunkId> ids = List.copyOf(contents.keySet());
        Location both = storage.locate(ids.getFirst());
        storage.copy(both.pack());
        storage.damage(ids.getFirst());
        storage.s3.flip(
                ScrubbedStorage.object(both),
                storage.locate(ids.getLast()).entry().offset() + 10);

        storage.scrub();

        assertThat(storage.bad()).isZero();
        storage.requireReadable(contents);
    }

    @Test
    void aMissingObjectWithoutACopyIsAllBad() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        storage.disk.delete(ScrubbedStorage.object(storage.locate(first(contents))));
        storage.scrub();
        assertThat(storage.bad()).isEqualTo(2);
        assertThat(told(contents)).isEmpty();
    }

    @Test
    void aPackWhoseIndexIsDamagedIsWrittenAnew() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000);
        Location before = storage.locate(first(contents));
        StoredName name = ScrubbedStorage.object(before);
        storage.disk.flip(name, (int) storage.disk.length(name) - 20);

        storage.scrub();

        assertThat(storage.locate(first(contents)).pack()).isNotEqualTo(before.pack());
        storage.requireReadable(contents);
        assertThat(storage.bad()).isZero();
    }

    @Test
    void whatReadsWellTheSecondTimeIsGood() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000);
        storage.disk.misread(2);
        storage.scrub();
        assertThat(storage.bad()).isZero();
        assertThat(storage.packsVerified()).isOne();
        storage.requireReadable(contents);
    }

    @Test
    void aChunkThatAReaderMisreadIsGoodAgain() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000);
        storage.scrub();
        storage.disk.misread(1);
        assertThatThrownBy(() -> storage.storage().reader().read(first(contents)))
                .isInstanceOf(CorruptChunkException.class);
        assertThat(told(contents)).isEmpty();

        storage.scrub();

        assertThat(told(contents)).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsNoDamage() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000);
        storage.disk.away(true);
        storage.scrub();
        assertThat(storage.bad()).isZero();
        assertThat(report().findings()).hasSize(1);
        storage.disk.away(false);
        storage.clock.advance(Duration.ofDays(2));
        storage.scrub();
        assertThat(report().findings()).isEmpty();
        assertThat(told(contents)).hasSize(1);
    }

    /** As that of a disk that is not mounted. */
    @Test
    void aStoreInWhichNothingIsIsNoDamage() throws Exception {
        storage.put(1, 3_000);
        for (StoredName.Kind kind : StoredName.Kind.values()) {
            for (StoredName name : storage.disk.list(kind).toList()) {
                storage.disk.delete(name);
            }
        }
        storage.scrub();
        assertThat(storage.bad()).isZero();
        assertThat(report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.finding()).contains("empty"));
    }

    @Test
    void aPackThatAReaderMissedIsLookedAtSoon() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000);
        storage.scrub();
        storage.disk.delete(ScrubbedStorage.object(storage.locate(first(contents))));
        assertThatThrownBy(() -> storage.storage().reader().read(first(contents)))
                .isInstanceOf(MissingChunkException.class);

        storage.scrub();

        assertThat(told(contents)).isEmpty();
    }

    @Test
    void aMasterKeyThatIsNotKnownIsNoDamage() throws Exception {
        storage.put(1, 3_000);
        storage.restart(directory.resolve("other-keys"));
        storage.scrub();
        assertThat(storage.bad()).isZero();
        assertThat(report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.finding()).contains("master key"));
    }

    @Test
    void itGoesOnAfterARestartWhereItWas() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            storage.put(seed, 300_000);
        }
        storage.bean(ScrubShift.class).run(_ -> false);
        assertThat(storage.packsVerified()).isOne();
        storage.restart(directory.resolve("keys"));
        Duration rested = storage.scrub();
        assertThat(storage.packsVerified()).isEqualTo(4);
        assertThat(rested).isLessThan(Duration.ofMillis(950));
    }

    @Test
    void itReadsNoFasterThanItMay() throws Exception {
        int packs = 5;
        for (int seed = 0; seed < packs; seed++) {
            storage.put(seed, 1 << 20);
        }
        Duration before = Duration.ofMillis(storage.clock.millis());
        storage.scrub();
        Duration took = Duration.ofMillis(storage.clock.millis()).minus(before);
        assertThat(took).isBetween(Duration.ofSeconds(packs), Duration.ofSeconds(packs + 3));
    }

    @Test
    void whatACollectionHasWrittenAnewMeanwhileIsNoDamage() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        DuePack known = storage.bean(PackReceipts.class).next().orElseThrow();
        storage.damage(first(contents));
        storage.scrub();
        byte[] bytes = contents.get(first(contents));
        storage.storage().chunks().put(storage.space, List.of(Chunk.of(bytes, 0, bytes.length)));
        collect();
        assertThat(storage.disk.has(StoredName.pack(known.id()))).isFalse();

        storage.bean(PackCheck.class).run(known);

        assertThat(storage.bad()).isZero();
        storage.requireReadable(contents);
    }

    /** It neither fails nor touches what may still be repaired. */
    @Test
    void aCollectionLeavesAPackWithABadChunk() throws Exception {
        Map<ChunkId, byte[]> contents = storage.put(1, 3_000, 4_000);
        ChunkId bad = first(contents);
        StoredName object = ScrubbedStorage.object(storage.locate(bad));
        storage.damage(bad);
        storage.scrub();

        CollectionReport report = collect();

        assertThat(report.state()).isEqualTo(CollectionReport.State.DONE);
        assertThat(storage.disk.has(object)).isTrue();
        storage.clock.advance(Duration.ofDays(3));
        collect();
        assertThat(storage.bad()).as("nobody needs it any more").isZero();
        assertThat(storage.disk.has(object)).isFalse();
    }

    private CollectionReport collect() {
        GarbageCollector collector = storage.bean(GarbageCollector.class);
        collector.start(false);
        Await.until(
                SOON,
                "the collection has ended",
                () -> collector.overview().items().getFirst().state() != CollectionReport.State.RUNNING);
        return collector.overview().items().getFirst();
    }

    @Test
    void onlyOneProcessIsAtItAndAPauseEndsIt() throws IOException {
        storage.put(1, 3_000);
        Scrubber scrubber = storage.bean(Scrubber.class);
        scrubber.pause();
        scrubber.verifyAll();
        assertThat(scrubber.overview().paused()).isTrue();
        assertThat(storage.packsVerified()).isZero();
        scrubber.resume();
        Await.until(SOON, "the pack is verified", () -> storage.packsVerified() == 1);
    }
}
