package dev.strata.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.chunk.ChunkStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link PackStore} promises. Each implementation extends this class. */
public abstract class PackStoreContract {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final StoredName pack = StoredName.pack(UUID.randomUUID());

    protected abstract PackStore store() throws IOException;

    @Test
    void givesBackWhatWasPut() throws IOException {
        put(store(), pack, HELLO);

        assertThat(read(store(), pack, 0, 5)).isEqualTo(HELLO);
        assertThat(store().length(pack)).isEqualTo(5);
    }

    @Test
    void keepsKeysToo() throws IOException {
        StoredName key = StoredName.key(pack.id());
        put(store(), key, HELLO);

        assertThat(read(store(), key, 0, 5)).isEqualTo(HELLO);
        assertThatThrownBy(() -> store().length(pack)).isInstanceOf(MissingObjectException.class);
    }

    @Test
    void readsAPartToAPlaceInAnArray() throws IOException {
        put(store(), pack, HELLO);
        byte[] target = new byte[5];

        store().read(pack, 1, target, 2, 2);

        assertThat(target).isEqualTo(new byte[] {0, 0, 'e', 'l', 0});
    }

    @Test
    void readsTheLastByte() throws IOException {
        put(store(), pack, HELLO);

        assertThat(read(store(), pack, 4, 1)).isEqualTo(new byte[] {'o'});
    }

    @Test
    void takesAPartOfAnArray() throws IOException {
        store().put(pack, "--hello--".getBytes(StandardCharsets.UTF_8), 2, 5);

        assertThat(read(store(), pack, 0, 5)).isEqualTo(HELLO);
    }

    @Test
    void doesNotKeepTheArray() throws IOException {
        byte[] reused = HELLO.clone();
        put(store(), pack, reused);

        reused[0] = 'x';

        assertThat(read(store(), pack, 0, 5)).isEqualTo(HELLO);
    }

    @Test
    void theSameBytesMayBePutAgain() throws IOException {
        put(store(), pack, HELLO);
        put(store(), pack, HELLO);

        assertThat(read(store(), pack, 0, 5)).isEqualTo(HELLO);
    }

    @Test
    void otherBytesUnderATakenNameAreRefused() throws IOException {
        put(store(), pack, HELLO);

        for (String other : List.of("hallo", "hello!", "hell")) {
            assertThatThrownBy(() -> put(store(), pack, other.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ObjectExistsException.class)
                    .hasMessageContaining(pack.path());
        }
        assertThat(read(store(), pack, 0, 5)).isEqualTo(HELLO);
    }

    @Test
    void holdsTheLargestObject() throws IOException {
        byte[] large = random(PackStore.LENGTH_MAX);

        put(store(), pack, large);

        assertThat(store().length(pack)).isEqualTo(large.length);
        assertThat(Arrays.equals(read(store(), pack, 0, large.length), large)).isTrue();
        assertThat(read(store(), pack, 40_000_000, 1000)).isEqualTo(Arrays.copyOfRange(large, 40_000_000, 40_001_000));
    }

    @Test
    void aMissingObjectIsNamed() throws IOException {
        assertThatThrownBy(() -> read(store(), pack, 0, 1))
                .isInstanceOf(MissingObjectException.class)
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining(pack.path());
        assertThatThrownBy(() -> store().length(pack)).isInstanceOf(MissingObjectException.class);
    }

    @Test
    void neverReadsFewerBytesThanAsked() throws IOException {
        put(store(), pack, HELLO);

        assertThatThrownBy(() -> read(store(), pack, 0, 6)).isInstanceOf(ShortObjectException.class);
        assertThatThrownBy(() -> read(store(), pack, 4, 2)).isInstanceOf(ShortObjectException.class);
        assertThatThrownBy(() -> read(store(), pack, 5, 1)).isInstanceOf(ShortObjectException.class);
        assertThatThrownBy(() -> read(store(), pack, 1L << 40, 1)).isInstanceOf(ShortObjectException.class);
    }

    @Test
    void refusesWhatIsNoObject() throws IOException {
        PackStore store = store();

        assertThatThrownBy(() -> store.put(pack, new byte[1], 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(pack, new byte[PackStore.LENGTH_MAX + 1], 0, PackStore.LENGTH_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(pack, new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.read(pack, -1, new byte[1], 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read(pack, 0, new byte[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void forgetsADeletedObject() throws IOException {
        put(store(), pack, HELLO);

        assertThat(store().delete(pack)).isTrue();
        assertThat(store().delete(pack)).isFalse();
        assertThatThrownBy(() -> read(store(), pack, 0, 1)).isInstanceOf(MissingObjectException.class);
        assertThat(names(StoredName.Kind.PACK)).doesNotContain(pack);
    }

    @Test
    void aDeletedNameMayBeTakenAgain() throws IOException {
        put(store(), pack, HELLO);
        store().delete(pack);

        put(store(), pack, new byte[] {1});

        assertThat(read(store(), pack, 0, 1)).isEqualTo(new byte[] {1});
    }

    @Test
    void listsWhatItHoldsByKind() throws IOException {
        StoredName key = StoredName.key(UUID.randomUUID());
        StoredName other = StoredName.pack(UUID.randomUUID());
        put(store(), key, HELLO);
        put(store(), pack, HELLO);
        put(store(), other, HELLO);

        assertThat(names(StoredName.Kind.PACK)).contains(pack, other).doesNotContain(key);
        assertThat(names(StoredName.Kind.KEY)).contains(key).doesNotContain(pack, other);
    }

    @Test
    void takesOneObjectFromManyWritersAtOnce() throws Exception {
        byte[] bytes = random(100_000);
        PackStore store = store();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<Void>> puts = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                puts.add(writers.submit(() -> {
                    put(store, pack, bytes);
                    return null;
                }));
            }
            for (Future<Void> put : puts) {
                put.get();
            }
        }

        assertThat(read(store, pack, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void ofManyWritersOfOneNameOneWins() throws Exception {
        PackStore store = store();
        List<byte[]> won = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<byte[]> offered =
                    Stream.generate(() -> random(10_000)).limit(16).toList();
            List<Future<Void>> puts = new ArrayList<>();
            for (byte[] bytes : offered) {
                puts.add(writers.submit(() -> {
                    put(store, pack, bytes);
                    return null;
                }));
            }
            for (int i = 0; i < puts.size(); i++) {
                try {
                    puts.get(i).get();
                    won.add(offered.get(i));
                } catch (ExecutionException lost) {
                    assertThat(lost).hasCauseInstanceOf(ObjectExistsException.class);
                }
            }
        }

        assertThat(won).hasSize(1);
        assertThat(read(store, pack, 0, 10_000)).isEqualTo(won.getFirst());
    }

    protected List<StoredName> names(StoredName.Kind kind) throws IOException {
        try (Stream<StoredName> names = store().list(kind)) {
            return names.toList();
        }
    }

    protected static void put(PackStore store, StoredName name, byte[] bytes) throws IOException {
        store.put(name, bytes, 0, bytes.length);
    }

    protected static byte[] read(PackStore store, StoredName name, long offset, int length) throws IOException {
        byte[] target = new byte[length];
        store.read(name, offset, target, 0, length);
        return target;
    }

    protected static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
