package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkStore} promises. Each implementation extends this class. */
public abstract class ChunkStoreContract {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final ChunkId HELLO_ID = ChunkId.ofBytes(HELLO);

    protected abstract ChunkStore store() throws IOException;

    @Test
    void givesBackWhatWasPut() throws IOException {
        assertThat(put(store(), HELLO)).isTrue();

        assertThat(store().read(HELLO_ID)).isEqualTo(HELLO);
        assertThat(store().contains(HELLO_ID)).isTrue();
    }

    @Test
    void readsToTheBeginningOfALargerArray() throws IOException {
        put(store(), HELLO);
        byte[] target = new byte[8];

        assertThat(store().read(HELLO_ID, target)).isEqualTo(5);
        assertThat(target).isEqualTo(new byte[] {'h', 'e', 'l', 'l', 'o', 0, 0, 0});
    }

    @Test
    void takesAPartOfAnArray() throws IOException {
        byte[] larger = "--hello--".getBytes(StandardCharsets.UTF_8);

        store().put(HELLO_ID, larger, 2, 5);

        assertThat(store().read(HELLO_ID)).isEqualTo(HELLO);
    }

    @Test
    void doesNotKeepTheArray() throws IOException {
        byte[] reused = HELLO.clone();
        put(store(), reused);

        reused[0] = 'x';

        assertThat(store().read(HELLO_ID)).isEqualTo(HELLO);
    }

    @Test
    void saysThatAChunkWasThere() throws IOException {
        put(store(), HELLO);

        assertThat(put(store(), HELLO)).isFalse();
        assertThat(store().read(HELLO_ID)).isEqualTo(HELLO);
    }

    @Test
    void holdsTheLargestChunk() throws IOException {
        byte[] large = new byte[ChunkStore.LENGTH_MAX];
        new Random(1).nextBytes(large);

        put(store(), large);

        assertThat(store().read(ChunkId.ofBytes(large))).isEqualTo(large);
        assertThat(store().read(ChunkId.ofBytes(large), new byte[large.length])).isEqualTo(large.length);
    }

    @Test
    void aMissingChunkIsNamed() throws IOException {
        assertThat(store().contains(HELLO_ID)).isFalse();
        assertThatThrownBy(() -> store().read(HELLO_ID))
                .isInstanceOf(MissingChunkException.class)
                .hasMessageContaining(HELLO_ID.hex());
        assertThatThrownBy(() -> store().read(HELLO_ID, new byte[8])).isInstanceOf(MissingChunkException.class);
    }

    @Test
    void aChunkLongerThanExpectedIsCorrupt() throws IOException {
        put(store(), HELLO);

        assertThatThrownBy(() -> store().read(HELLO_ID, new byte[4])).isInstanceOf(CorruptChunkException.class);
    }

    @Test
    void forgetsADeletedChunk() throws IOException {
        put(store(), HELLO);

        assertThat(store().delete(HELLO_ID)).isTrue();
        assertThat(store().delete(HELLO_ID)).isFalse();
        assertThat(store().contains(HELLO_ID)).isFalse();
    }

    @Test
    void listsWhatItHolds() throws IOException {
        put(store(), HELLO);
        put(store(), new byte[] {1});

        try (Stream<ChunkId> ids = store().list()) {
            assertThat(ids).containsExactlyInAnyOrder(HELLO_ID, ChunkId.ofBytes(new byte[] {1}));
        }
    }

    @Test
    void takesOneChunkFromManyWritersAtOnce() throws Exception {
        byte[] bytes = new byte[100_000];
        ChunkStore store = store();
        List<Boolean> added = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> puts = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                puts.add(writers.submit(() -> put(store, bytes)));
            }
            for (Future<Boolean> put : puts) {
                added.add(put.get());
            }
        }

        assertThat(added).containsOnlyOnce(true);
        assertThat(store.read(ChunkId.ofBytes(bytes))).isEqualTo(bytes);
    }

    protected static boolean put(ChunkStore store, byte[] bytes) throws IOException {
        return store.put(ChunkId.ofBytes(bytes), bytes, 0, bytes.length);
    }
}
