package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestId;
import dev.strata.storage.chunk.VerifyingChunkStore;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Keeps manifests as chunks of their own: as durable, and as surely unchanged. */
@Component
public class ManifestStore {
    private final VerifyingChunkStore chunks;

    ManifestStore(VerifyingChunkStore chunks) {
        this.chunks = chunks;
    }

    /** Durable when it returns. The chunks must be so before: a manifest is believed. */
    public ManifestId put(Manifest manifest) throws IOException {
        byte[] bytes = ManifestCodec.encode(manifest);
        return ManifestId.of(chunks.put(bytes, 0, bytes.length).hex());
    }

    /** Throws {@link dev.strata.storage.chunk.MissingChunkException} if it is not here. */
    public Manifest get(ManifestId id) throws IOException {
        return ManifestCodec.decode(chunks.read(ChunkId.of(id.hex())));
    }
}
