package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests for tests. */
public final class Manifests {
    public static final String EMPTY_SHA_256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Manifests() {}

    public static ChunkId chunkOf(String text) {
        return ChunkId.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The example of docs/storage-format.md: "hello" and "world", cut by a profile named "example". */
    static Manifest example() {
        return new Manifest(
                "example",
                10,
                chunkOf("helloworld").hex(),
                List.of(new ManifestEntry(chunkOf("hello"), 5), new ManifestEntry(chunkOf("world"), 5)));
    }
}
