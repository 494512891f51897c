package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.index.Location;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What chunks in packs promise, whatever store the packs are in. Each kind of store extends this class. */
public abstract class ChunkStoreContract {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final ChunkId HELLO_ID = ChunkId.ofBytes(HELLO);
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private PackStore packs;
    private TestStorage storage;
    private final SpaceId anna = SpaceId.random();
    private final SpaceId ben = SpaceId.random();

    /** Over and over the same store, until it is closed. */
    protected abstract PackStore packs(Path directory) throws IOException;

    @BeforeEach
    void open() throws IOException {
        packs = packs(directory.resolve("packs"));
        storage = new TestStorage(packs, directory.resolve("keys"), Map.of());
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
        packs.close();
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        storage.put(anna, HELLO);

        assertThat(storage.reader().read(HELLO_ID)).isEqualTo(HELLO);
    }

    @Test
    void holdsTheLargestChunkAndTheSmallest() throws IOException {
        byte[] large = random(ChunkStore.LENGTH_MAX, 1);
        byte[] small = {7};

        storage.put(anna, large);
        storage.put(anna, small);

        assertThat(storage.reader().read(ChunkId.ofBytes(large))).isEqualTo(large);
        assertThat(storage.reader().read(ChunkId.ofBytes(small))).isEqualTo(small);
    }

    @Test
    void aTextTakesLessRoomThanItsLength() throws IOException {
        byte[] text = "the same again and again ".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        Chunk chunk = storage.put(anna, text);

        assertThat(located(chunk.id()).entry().sealedLength()).isLessThan(text.length / 10);
        assertThat(storage.reader().read(chunk.id())).isEqualTo(text);
    }

    @Test
    void nothingOfAChunkCanBeReadInThePack() throws IOException {
        byte[] secret = "the plans of next year, which nobody must see".getBytes(StandardCharsets.UTF_8);

        Chunk chunk = storage.put(anna, secret);

        byte[] pack = pack(located(chunk.id()));
        assertThat(new String(pack, StandardCharsets.ISO_8859_1)).doesNotContain("next year");
        assertThat(indexOf(pack, chunk.id().digest())).isNegative();
    }

    @Test
    void takesTheSameChunkOnce() throws IOException {
        storage.put(anna, HELLO);
        storage.put(anna, HELLO);
        storage.put(ben, HELLO);

        assertThat(count("storage.chunk")).isOne();
        assertThat(count("storage.pack")).isOne();
    }

    @Test
    void saysHowManyASpaceDidNotHave() throws IOException {
        storage.put(ben, HELLO);
        Chunk hello = Chunk.of(HELLO, 0, HELLO.length);
        Chunk other = Chunk.of(new byte[100], 0, 100);

        assertThat(storage.chunks().put(anna, List.of(hello, other, hello))).isEqualTo(2);
        assertThat(storage.chunks().put(anna, List.of(hello, other))).isZero();
    }

    /** What one has is no answer to another. */
    @Test
    void aSpaceKnowsOnlyWhatItHasBrought() throws IOException {
        storage.put(anna, HELLO);

        assertThat(storage.spaces().pin(ben, List.of(HELLO_ID), SOON)).isEmpty();
        assertThat(storage.spaces().pin(anna, List.of(HELLO_ID), SOON)).containsOnly(Map.entry(HELLO_ID, 5));
    }

    @Test
    void eachSpaceHasItsOwnIfItIsConfiguredSo() throws IOException {
        try (TestStorage apart = new TestStorage(
                packs, directory.resolve("keys"), Map.<String, Object>of("strata.storage.dedup", "space"))) {
            apart.put(anna, HELLO);
            apart.put(ben, HELLO);

            assertThat(apart.sql()
                            .sql("SELECT count(*) FROM storage.chunk")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
            assertThat(apart.sql()
                            .sql("SELECT count(DISTINCT key_id) FROM storage.pack")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
            assertThat(apart.reader().read(HELLO_ID)).isEqualTo(HELLO);
        }
    }

    @Test
    void aMissingChunkIsNamed() {
        assertThatThrownBy(() -> storage.reader().read(HELLO_ID))
                .isInstanceOf(MissingChunkException.class)
                .hasMessageContaining(HELLO_ID.hex());
    }

    @Test
    void aChunkWhosePackIsGoneIsMissing() throws IOException {
        storage.put(anna, HELLO);
        packs.delete(StoredName.pack(located(HELLO_ID).pack()));

        assertThatThrownBy(() -> storage.reader().read(HELLO_ID)).isInstanceOf(MissingChunkException.class);
    }

    @Test
    void whatWasPutIsThereAfterARestart() throws IOException {
        storage.put(anna, HELLO);
        packs.close();
        packs = packs(directory.resolve("packs"));
        Location location = located(HELLO_ID);

        PackTail tail = PackTail.read(packs, location.pack(), storage.keys()::find);

        assertThat(tail.entries()).extracting(PackTail.Indexed::entry).containsExactly(location.entry());
    }

    @Test
    void aChunkThatWasFoundBadIsTakenAgain() throws IOException {
        storage.put(anna, HELLO);
        storage.index().markBad(located(HELLO_ID));
        assertThat(storage.spaces().pin(anna, List.of(HELLO_ID), SOON)).isEmpty();

        storage.put(anna, HELLO);

        assertThat(storage.spaces().pin(anna, List.of(HELLO_ID), SOON)).containsKey(HELLO_ID);
        assertThat(count("storage.chunk")).isOne();
        assertThat(count("storage.pack")).isEqualTo(2);
    }

    @Test
    void manySmallWritersAtOnceSharePacks() throws Exception {
        int writers = 64;
        List<Future<Chunk>> puts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < writers; i++) {
                byte[] bytes = random(8_000, i);
                puts.add(threads.submit(() -> storage.put(anna, bytes)));
            }
        }
        for (int i = 0; i < writers; i++) {
            assertThat(storage.reader().read(puts.get(i).get().id())).isEqualTo(random(8_000, i));
        }
        assertThat(count("storage.pack")).isLessThan(writers);
    }

    @Test
    void oneChunkFromManyWritersAtOnceIsThereOnce() throws Exception {
        byte[] bytes = random(2 << 20, 1);
        List<Future<Chunk>> puts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                SpaceId space = i % 2 == 0 ? anna : ben;
                puts.add(threads.submit(() -> storage.put(space, bytes)));
            }
        }
        for (Future<Chunk> put : puts) {
            put.get();
        }

        assertThat(count("storage.chunk")).isOne();
        assertThat(count("storage.chunk_in_space")).isEqualTo(2);
        assertThat(storage.reader().read(ChunkId.ofBytes(bytes))).isEqualTo(bytes);
    }

    @Test
    void aPackIsInTheStoreOnlyAsAWhole() throws IOException {
        storage.put(anna, HELLO);

        try (Stream<StoredName> names = packs.list(StoredName.Kind.PACK)) {
            assertThat(names).containsExactly(StoredName.pack(located(HELLO_ID).pack()));
        }
        try (Stream<StoredName> names = packs.list(StoredName.Kind.KEY)) {
            assertThat(names).hasSize(1);
        }
    }

    private Location located(ChunkId id) throws IOException {
        return storage.reader().locate(List.of(id)).get(id);
    }

    private byte[] pack(Location location) throws IOException {
        StoredName name = StoredName.pack(location.pack());
        byte[] bytes = new byte[(int) packs.length(name)];
        packs.read(name, 0, bytes, 0, bytes.length);
        return bytes;
    }

    private long count(String table) {
        return storage.sql()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
