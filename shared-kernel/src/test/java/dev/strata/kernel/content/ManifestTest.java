package dev.strata.kernel.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final ChunkId ABC = ChunkId.ofBytes("abc".getBytes(StandardCharsets.US_ASCII));

    /** The example of FIPS 180-4. */
    @Test
    void aChunkIsNamedByTheSha256OfItsBytes() {
        assertThat(ABC).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(ChunkId.ofDigest(ABC.digest())).isEqualTo(ABC);
    }

    @Test
    void theSizeIsTheSumOfTheChunks() {
        List<ManifestEntry> chunks = List.of(new ManifestEntry(ABC, 3), new ManifestEntry(ABC, 3));
        assertThat(new Manifest(Manifest.FIXED_4M, 6, ABC.hex(), chunks).size()).isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> new Manifest(Manifest.FIXED_4M, 7, ABC.hex(), chunks));
    }

    @Test
    void aChunkHasAByteAtLeastAndFourMebibytesAtMost() {
        assertThat(new ManifestEntry(ABC, ManifestEntry.LENGTH_MAX).length()).isEqualTo(4_194_304);
        assertThatIllegalArgumentException().isThrownBy(() -> new ManifestEntry(ABC, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ManifestEntry(ABC, ManifestEntry.LENGTH_MAX + 1));
    }
}
