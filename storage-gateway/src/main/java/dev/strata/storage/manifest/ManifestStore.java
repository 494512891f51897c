package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Manifests are chunks of their own: as durable, and as surely unchanged. */
@Component
public class ManifestStore {
    private final ChunkReader chunks;

    ManifestStore(ChunkReader chunks) {
        this.chunks = chunks;
    }

    /** The chunk that a manifest is stored as. The chunks in it must be durable no later: a manifest is believed. */
    public static Chunk chunk(Manifest manifest) {
        byte[] bytes = ManifestCodec.encode(manifest);
        return Chunk.of(bytes, 0, bytes.length);
    }

    public static ManifestId id(Chunk chunk) {
        return ManifestId.of(chunk.id().hex());
    }

    /** Throws {@link dev.strata.storage.chunk.MissingChunkException} if it is not here. */
    public Manifest get(ManifestId id) throws IOException {
        return ManifestCodec.decode(chunks.read(ChunkId.of(id.hex())));
    }

    /** Every chunk that this manifest needs: those of the content in order, and those that describe it. */
    public void chunkIds(ManifestId id, Consumer<ChunkId> each) throws IOException {
        each.accept(ChunkId.of(id.hex()));
        get(id).chunks().forEach(entry -> each.accept(entry.id()));
    }
}
