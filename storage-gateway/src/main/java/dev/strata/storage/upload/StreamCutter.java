package dev.strata.storage.upload;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.manifest.ManifestHead;
import dev.strata.storage.manifest.ManifestStore;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Stores whole contents that come as streams. */
@Component
public class StreamCutter {
    private static final byte[] NOTHING = {};

    private final ChunkStore chunks;
    private final ManifestStore manifests;
    private final BodyCutter bodies;
    private final UploadLimits limits;

    StreamCutter(ChunkStore chunks, ManifestStore manifests, BodyCutter bodies, UploadLimits limits) {
        this.chunks = chunks;
        this.manifests = manifests;
        this.bodies = bodies;
        this.limits = limits;
    }

    /** A content that is stored. */
    public record Stored(ManifestHead manifest, ManifestId id) {}

    /** How the caller wants it to be cut: as the version before, or as he says; neither if it does not matter. */
    public record Cutting(@Nullable Profile kept, @Nullable Profile wanted) {
        public static final Cutting ANY = new Cutting(null, null);
    }

    /** Refuses what is too large before anything is read. */
    public void checkSize(long announced) {
        if (announced > limits.sizeMaxBytes()) {
            throw tooLarge(limits.sizeMaxBytes());
        }
    }

    /**
     * Reads the stream to its end. Chunks and manifest are durable and the space's when this returns; what is stored
     * when it fails is nobody's.
     *
     * @param announced how many bytes will come, minus one if that is not known
     */
    public Stored cut(SpaceId space, InputStream body, long announced, Cutting cutting) throws IOException {
        return cut(space, body, announced, limits.sizeMaxBytes(), cutting);
    }

    /** The same with a smaller limit than for others. */
    Stored cut(SpaceId space, InputStream body, long announced, long sizeMax, Cutting cutting) throws IOException {
        if (announced > sizeMax) {
            throw tooLarge(sizeMax);
        }
        StreamCut cut = new StreamCut(chunks, manifests, space, announced, sizeMax, cutting);
        bodies.cut(space, NOTHING, body, announced, sizeMax, cut);
        return cut.stored();
    }

    static ProblemException tooLarge(long sizeMax) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file may have %d bytes at most.".formatted(sizeMax));
    }
}
