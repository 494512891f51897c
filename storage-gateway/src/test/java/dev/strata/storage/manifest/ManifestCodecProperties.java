package dev.strata.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the manifest, and whatever happens to its bytes. */
class ManifestCodecProperties {
    private static final ManifestCodec CODEC = new ManifestCodec(LeafRule.STANDARD);

    private static byte[] encode(ManifestForm form) {
        return switch (form) {
            case ManifestForm.Flat flat -> CODEC.encode(flat.manifest());
            case ManifestForm.Root root -> CODEC.encode(root);
        };
    }

    @Property(tries = 300)
    void whatIsEncodedIsDecoded(@ForAll("manifests") Manifest manifest) throws MalformedManifestException {
        assertThat(CODEC.decode(CODEC.encode(manifest))).isEqualTo(new ManifestForm.Flat(manifest));
    }

    @Property(tries = 300)
    void everyPrefixIsRefused(@ForAll("manifests") Manifest manifest, @ForAll @IntRange(min = 1, max = 100) int cut) {
        byte[] bytes = CODEC.encode(manifest);
        byte[] prefix = Arrays.copyOf(bytes, Math.max(0, bytes.length - cut));

        assertThatThrownBy(() -> CODEC.decode(prefix)).isInstanceOf(MalformedManifestException.class);
    }

    @Property(tries = 1000)
    void arbitraryBytesAreRefusedOrReadExactly(
            @ForAll("manifests") Manifest manifest, @ForAll @IntRange(max = 200) int position, @ForAll byte value) {
        byte[] bytes = CODEC.encode(manifest);
        bytes[position % bytes.length] = value;
        try {
            assertThat(encode(CODEC.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedManifestException refused) {
            assertThat(refused).hasMessageStartingWith("this is not a manifest");
        }
    }

    @Provide
    Arbitrary<Manifest> manifests() {
        Arbitrary<byte[]> digests = Arbitraries.bytes().array(byte[].class).ofSize(32);
        Arbitrary<ManifestEntry> entries = Combinators.combine(
                        digests, Arbitraries.integers().between(1, ManifestEntry.LENGTH_MAX))
                .as((digest, length) -> new ManifestEntry(ChunkId.ofDigest(digest), length));
        Arbitrary<String> profiles =
                Arbitraries.strings().withChars("abc019-").ofMinLength(1).ofMaxLength(32);
        return Combinators.combine(profiles, digests, entries.list().ofMaxSize(20))
                .as((profile, digest, chunks) -> new Manifest(
                        profile,
                        chunks.stream().mapToLong(ManifestEntry::length).sum(),
                        ChunkId.ofDigest(digest).hex(),
                        chunks));
    }
}
