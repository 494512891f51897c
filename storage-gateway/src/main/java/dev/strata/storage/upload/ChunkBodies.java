package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.platform.web.ProblemException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads a body of many chunks: for each its id in 32 bytes, its length in 4, its bytes. */
final class ChunkBodies {
    private static final int ID_BYTES = 32;

    private final InputStream body;
    private final long bytesMax;
    private long bytes;

    ChunkBodies(InputStream body, long bytesMax) {
        this.body = body;
        this.bytesMax = bytesMax;
    }

    /** Reads the next chunk to {@code target} from {@code offset}, if there is room; null at the end of the body. */
    @Nullable
    ManifestEntry next(byte[] target, int offset) {
        byte[] header = new byte[ID_BYTES + Integer.BYTES];
        int read = RequestBytes.fill(body, header, 0, header.length);
        if (read == 0) {
            return null;
        }
        if (read < header.length) {
            throw RequestBytes.incomplete("the body ended inside a chunk");
        }
        ByteBuffer buffer = ByteBuffer.wrap(header);
        byte[] id = new byte[ID_BYTES];
        buffer.get(id);
        int length = buffer.getInt();
        if (length < 1 || length > ManifestEntry.LENGTH_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "malformed-chunks",
                    "after %d bytes: a chunk has 1 to %d bytes, not %d"
                            .formatted(bytes, ManifestEntry.LENGTH_MAX, length));
        }
        bytes += header.length + length;
        if (bytes > bytesMax) {
            throw batchTooLarge(bytesMax);
        }
        if (RequestBytes.fill(body, target, offset, length) < length) {
            throw RequestBytes.incomplete("the body ended inside a chunk");
        }
        return new ManifestEntry(ChunkId.ofDigest(id), length);
    }

    static ProblemException batchTooLarge(long bytesMax) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "A body of chunks may have %d bytes at most.".formatted(bytesMax));
    }
}
