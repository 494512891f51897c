package dev.strata.storage.session;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client may know of an upload.
 *
 * @param in the folder that the path begins at; null for the caller's home
 * @param offset how many bytes are durable: where to go on, or in all parts together
 * @param length of the whole, if the client has said it
 * @param complete whether it is a file by now
 * @param parts those that are there, by number
 */
public record UploadState(
        UploadId uploadId,
        String path,
        @Nullable NodeId in,
        long offset,
        @Nullable Long length,
        Instant expiresAt,
        boolean complete,
        List<Part> parts) {
    /** Bytes that were sent under a number. */
    public record Part(int number, long length) {}
}
