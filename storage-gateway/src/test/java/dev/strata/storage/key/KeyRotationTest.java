package dev.strata.storage.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.TestStorage;
import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final String OLD = "01".repeat(32);
    private static final String NEW = "02".repeat(32);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final InMemoryPackStore packs = new InMemoryPackStore();
    private TestStorage storage;

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void anotherMasterKeyOpensEverythingAndTheOldOneIsNotNeededAnyMore() throws IOException {
        storage = new TestStorage(packs, directory, master(OLD, ""));
        storage.put(SpaceId.random(), HELLO);
        List<StoredName> before = names(packs, StoredName.Kind.PACK);

        storage = storage.restart(packs, directory, master(NEW, OLD));
        assertThat(storage.reader().read(ChunkId.ofBytes(HELLO))).isEqualTo(HELLO);
        assertThat(storage.rotation().run()).isOne();
        assertThat(storage.rotation().run()).isZero();
        storage = storage.restart(packs, directory, master(NEW, ""));

        assertThat(storage.reader().read(ChunkId.ofBytes(HELLO))).isEqualTo(HELLO);
        assertThat(names(packs, StoredName.Kind.PACK)).isEqualTo(before);
        assertThat(names(packs, StoredName.Kind.KEY)).hasSize(1);
        assertThat(besideThePacks().masterKey()).isEqualTo(new LocalMasterKey(bytes(2)).id());
    }

    @Test
    void withoutTheMasterKeyNothingOpens() throws IOException {
        storage = new TestStorage(packs, directory, master(OLD, ""));
        storage.put(SpaceId.random(), HELLO);

        storage = storage.restart(packs, directory, master(NEW, ""));

        assertThatThrownBy(() -> storage.reader().read(ChunkId.ofBytes(HELLO)))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("is not known here")
                .hasMessageNotContaining(OLD);
    }

    @Test
    void aStoreThatPacksGoToNowGetsTheKeysToo() throws IOException {
        storage = new TestStorage(packs, directory, master(OLD, ""));
        storage.put(SpaceId.random(), HELLO);
        InMemoryPackStore other = new InMemoryPackStore();

        storage = storage.restart(other, directory, master(OLD, ""));
        storage.rotation().run();

        assertThat(names(other, StoredName.Kind.KEY)).isEqualTo(names(packs, StoredName.Kind.KEY));
    }

    private WrappedKey besideThePacks() throws IOException {
        StoredName name = names(packs, StoredName.Kind.KEY).getFirst();
        byte[] encoded = new byte[(int) packs.length(name)];
        packs.read(name, 0, encoded, 0, encoded.length);
        return WrappedKey.decode(encoded);
    }

    private static List<StoredName> names(PackStore store, StoredName.Kind kind) throws IOException {
        try (Stream<StoredName> names = store.list(kind)) {
            return names.toList();
        }
    }

    private static byte[] bytes(int value) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) value);
        return key;
    }

    private static Map<String, Object> master(String current, String previous) {
        return Map.of("strata.storage.master-key", current, "strata.storage.previous-master-keys", previous);
    }
}
