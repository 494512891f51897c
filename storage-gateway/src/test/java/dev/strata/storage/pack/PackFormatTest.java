package dev.strata.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.key.DataKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PackFormatTest {
    private static final UUID PACK = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final DataKey KEY = new DataKey(
            UUID.fromString("00000000-0000-7000-8000-000000000002"), new UUID(0, 0), new SecretKeySpec(seven(), "AES"));

    private static byte[] seven() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    /** The example of docs/storage-format.md: what was written yesterday can be read tomorrow. */
    @Test
    void theDocumentedPackIsWhatIsWritten() throws IOException {
        SealedPack pack = SealedPack.of(PACK, KEY, List.of(CodedChunk.of(ChunkId.ofBytes(HELLO), HELLO, 0, 5)));

        assertThat(lines(pack.bytes())).isEqualTo(documented());
    }

    @Test
    void theDocumentedPackReads() throws IOException {
        InMemoryPackStore store = new InMemoryPackStore();
        byte[] documented = HexFormat.of().parseHex(documented().replaceAll("\\s", ""));
        store.put(StoredName.pack(PACK), documented, 0, documented.length);

        PackTail tail = PackTail.read(store, PACK, _ -> KEY);
        PackEntry entry = tail.entries().getFirst().entry();
        byte[] target = new byte[5];
        new PackOpener(PACK, KEY).open(entry, documented, entry.offset(), target, 0);

        assertThat(target).isEqualTo(HELLO);
        assertThat(tail.keyId()).isEqualTo(KEY.id());
    }

    private static String documented() throws IOException {
        String document = Files.readString(Path.of("../docs/storage-format.md"));
        int begin = document.indexOf("```\n53 54 52 50") + 4;
        return document.substring(begin, document.indexOf("\n```", begin));
    }

    private static String lines(byte[] bytes) {
        return java.util.stream.IntStream.iterate(0, at -> at < bytes.length, at -> at + 16)
                .mapToObj(at -> HexFormat.ofDelimiter(" ").formatHex(bytes, at, Math.min(bytes.length, at + 16)))
                .collect(Collectors.joining("\n"));
    }
}
