package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeteredChunkStoreTest extends ChunkStoreContract {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeteredChunkStore store = new MeteredChunkStore(new InMemoryChunkStore(), meters);

    @Override
    protected ChunkStore store() {
        return store;
    }

    @Test
    void countsBytesInAndOutAndDuplicates() throws IOException {
        byte[] bytes = new byte[10];
        put(store, bytes);
        put(store, bytes);
        store.read(ChunkId.ofBytes(bytes));
        store.read(ChunkId.ofBytes(bytes), new byte[20]);

        assertThat(meters.counter("strata.chunk.bytes", "direction", "in").count())
                .isEqualTo(10);
        assertThat(meters.counter("strata.chunk.bytes", "direction", "out").count())
                .isEqualTo(20);
        assertThat(meters.counter("strata.chunk.duplicates").count()).isEqualTo(1);
    }
}
