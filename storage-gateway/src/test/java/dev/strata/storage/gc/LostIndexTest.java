package dev.strata.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.MissingChunkException;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.key.DataKey;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.rebuild.IndexRebuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database has lost the index, or a part of it; the stores have everything. */
class LostIndexTest {
    private static final Duration AFTER_REBUILD = Duration.ofHours(27);
    private static final Duration AGES = Duration.ofDays(4000);
    private static final String EVERYTHING = "storage.data_key, storage.pack, storage.chunk, storage.chunk_in_space";

    private final SpaceId alice = SpaceId.random();
    private final SpaceId bob = SpaceId.random();
    private final Random random = new Random(50);
    private final List<ManifestId> files = new ArrayList<>();

    @TempDir
    private Path keys;

    private CollectedStorage storage;

    private void open(String dedup) throws IOException {
        storage = new CollectedStorage(keys, dedup);
        for (int i = 0; i < 8; i++) {
            SpaceId space = i % 2 == 0 ? alice : bob;
            List<byte[]> parts = new ArrayList<>();
            for (int part = random.nextInt(1, 12); part > 0; part--) {
                parts.add(bytes(random.nextInt(1, 60_000)));
            }
            files.add(storage.upload(space, parts));
            storage.file(space, files.getLast());
        }
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

    private void lose(String tables) {
        storage.storage().sql().sql("TRUNCATE " + tables + " CASCADE").update();
    }

    private JobRun rebuild(boolean verify) throws Exception {
        return storage.run(IndexRebuild.class, Map.of("verify", String.valueOf(verify)), () -> {});
    }

    private void assertWhole() throws IOException {
        for (ManifestId file : files) {
            assertThat(storage.isWhole(file)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERYTHING, "storage.pack", "storage.chunk", "storage.chunk_in_space"})
    void aCollectionTakesNothing(String tables) throws Exception {
        open("deployment");
        storage.collect();
        long before = storage.packs.bytes();
        lose(tables);
        storage.clock.advance(AGES);

        assertThatThrownBy(storage::collect).isInstanceOf(CollectionEnded.class).hasMessageContaining("rebuild-index");

        assertThat(storage.packs.bytes()).isEqualTo(before);
        rebuild(false);
        assertWhole();
    }

    /** Not even when nothing says any more that something is needed, and new packs have come. */
    @Test
    void aPackWhoseKeyIsNotKnownIsNoOrphan() throws Exception {
        open("deployment");
        lose(EVERYTHING);
        lose("storage.manifest_reference");
        storage.clock.advance(AGES);
        assertThatThrownBy(storage::collect).isInstanceOf(CollectionEnded.class);
        storage.leave(new DataKey(Uuids.next(), new UUID(0, 0), new SecretKeySpec(bytes(32), "AES")), bytes(1000));
        int before = storage.packs.packs();
        DataKey key = storage.storage().keys().current(new UUID(0, 0));
        storage.storage()
                .sql()
                .sql("INSERT INTO storage.data_key VALUES (?, ?, 'master', 'wrapped', ?)")
                .params(key.id(), key.domain(), Uuids.next())
                .update();
        storage.file(alice, storage.upload(alice, List.of(bytes(1000))));

        Tally tally = storage.collect();

        assertThat(tally.notes()).hasSize(1);
        assertThat(storage.packs.packs()).isGreaterThan(0).isLessThanOrEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "space"})
    void theStoresTellEverything(String dedup) throws Exception {
        open(dedup);
        storage.collect();
        String before = withoutTimes();
        lose(EVERYTHING);

        JobRun run = rebuild(false);

        assertThat(run.notes()).isEmpty();
        assertWhole();
        assertThat(withoutTimes()).isEqualTo(before);
        storage.clock.advance(AFTER_REBUILD);
        assertThat(storage.collect().chunks).isZero();
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIndexThatKnowsEverythingStaysAsItIs(boolean verify) throws Exception {
        open("deployment");
        rebuild(verify);
        String before = index();
        JobRun run = rebuild(verify);
        assertThat(index()).isEqualTo(before);
        assertThat(run.figures()).containsEntry("packsAdded", 0L).containsEntry("chunksAdded", 0L);
    }

    @Test
    void packsThatWereMovedByHandAreFound() throws Exception {
        open("deployment");
        for (StoredName name : names()) {
            byte[] bytes = new byte[(int) storage.packs.length(name)];
            storage.packs.read(name, 0, bytes, 0, bytes.length);
            storage.old.put(name, bytes, 0, bytes.length);
            storage.packs.delete(name);
        }
        assertThatThrownBy(this::assertWhole).isInstanceOf(MissingChunkException.class);
        assertThat(rebuild(false).notes()).isEmpty();
        assertWhole();
    }

    @Test
    void oneThatWasCutShortIsCompleted() throws Exception {
        open("deployment");
        lose(EVERYTHING);
        for (int moment = 0; moment < 5; moment++) {
            AtomicInteger left = new AtomicInteger(moment);
            assertThatThrownBy(() -> storage.run(IndexRebuild.class, Map.of(), () -> {
                        if (left.getAndDecrement() == 0) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
        }
        rebuild(false);
        assertWhole();
    }

    @Test
    void whatCannotBeReadIsReportedAndLeft() throws Exception {
        open("deployment");
        List<StoredName> packs = names();
        damage(packs.getFirst(), 0);
        storage.packs.put(StoredName.pack(Uuids.next()), new byte[10], 0, 10);
        lose(EVERYTHING);

        JobRun run = rebuild(false);

        assertThat(run.figures()).containsEntry("unreadable", 2L).containsEntry("packsAdded", (long) packs.size() - 1);
        assertThat(run.notes()).anyMatch(note -> note.contains(packs.getFirst().path()));
        assertThat(names()).hasSize(packs.size() + 1);
    }

    /** The chunk is known, and known to be bad; whoever brings it repairs it. */
    @Test
    void verifyingFindsABadChunkBehindAGoodIndex() throws Exception {
        open("deployment");
        byte[] content = bytes(10_000);
        ManifestId file = storage.upload(alice, List.of(content));
        storage.file(alice, file);
        StoredName pack = StoredName.pack(storage.storage()
                .index()
                .locate(List.of(ChunkId.ofBytes(content)))
                .get(ChunkId.ofBytes(content))
                .pack());
        damage(pack, 5_000);
        lose(EVERYTHING);

        assertThat(rebuild(true).figures()).containsEntry("badChunks", 1L);

        assertThatThrownBy(() -> storage.isWhole(file)).isInstanceOf(CorruptChunkException.class);
        storage.storage().put(alice, content);
        assertThat(storage.isWhole(file)).isTrue();
        assertWhole();
    }

    @Test
    void uploadsGoOnMeanwhile() throws Exception {
        open("deployment");
        rebuild(false);
        lose("storage.pack");
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<List<ManifestId>> uploads = thread.submit(() -> {
                List<ManifestId> more = new ArrayList<>();
                do {
                    more.add(storage.upload(alice, List.of(bytes(3_000))));
                } while (!ended.get());
                return more;
            });
            for (int i = 0; i < 10; i++) {
                assertThat(rebuild(false).notes()).isEmpty();
            }
            ended.set(true);
            files.addAll(uploads.get());
        }
        assertWhole();
    }

    private List<StoredName> names() throws IOException {
        try (Stream<StoredName> names = storage.packs.list(StoredName.Kind.PACK)) {
            return names.toList();
        }
    }

    private void damage(StoredName name, int at) throws IOException {
        byte[] bytes = new byte[(int) storage.packs.length(name)];
        storage.packs.read(name, 0, bytes, 0, bytes.length);
        bytes[at] ^= 1;
        storage.packs.delete(name);
        storage.packs.put(name, bytes, 0, bytes.length);
    }

    private String withoutTimes() {
        return rows("data_key", "key_id, domain, master_key, wrapped, stored_as, retired_at")
                + rows("pack", "pack_id, store, key_id, length, chunks")
                + rows("chunk", "*")
                + rows("chunk_in_space", "space_id, chunk_id, domain, length");
    }

    private String index() {
        return rows("data_key", "*")
                + rows("pack", "*")
                + rows("chunk", "*")
                + rows("chunk_in_space", "space_id, chunk_id, domain, length");
    }

    private String rows(String table, String columns) {
        return storage.storage()
                .sql()
                .sql(
                        "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) || count(*) FROM (SELECT %s FROM storage.%s) t"
                                .formatted(columns, table))
                .query((row, _) -> table + " " + row.getString(1) + " ")
                .single();
    }
}
