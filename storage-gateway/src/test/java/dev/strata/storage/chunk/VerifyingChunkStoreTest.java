package dev.strata.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class VerifyingChunkStoreTest extends ChunkStoreContract {
    private static final byte[] GOOD = {1, 2, 3};
    private static final byte[] BAD = {1, 2, 4};

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryChunkStore bare = new InMemoryChunkStore();
    private final VerifyingChunkStore store = new VerifyingChunkStore(bare, meters);

    @Override
    protected ChunkStore store() {
        return store;
    }

    @Test
    void namesBytesByTheirHash() throws IOException {
        assertThat(store.put(GOOD, 0, 3)).isEqualTo(ChunkId.ofBytes(GOOD));
        assertThat(store.read(ChunkId.ofBytes(GOOD))).isEqualTo(GOOD);
    }

    @Test
    void refusesBytesUnderAnotherHash() {
        assertThatThrownBy(() -> store.put(ChunkId.ofBytes(GOOD), BAD, 0, 3)).isInstanceOf(WrongHashException.class);
        assertThat(bare.contains(ChunkId.ofBytes(GOOD))).isFalse();
    }

    @Test
    void neverHandsOutABrokenChunk() {
        bare.damage(ChunkId.ofBytes(GOOD), BAD);

        assertThatThrownBy(() -> store.read(ChunkId.ofBytes(GOOD))).isInstanceOf(CorruptChunkException.class);
        assertThatThrownBy(() -> store.read(ChunkId.ofBytes(GOOD), new byte[3]))
                .isInstanceOf(CorruptChunkException.class);
        assertThat(meters.counter("strata.chunk.corrupt").count()).isEqualTo(2);
    }
}
