package dev.strata.kernel.node;

import dev.strata.kernel.content.ManifestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content of a file, as events record it. The bytes are in the storage gateway under the manifest.
 *
 * @param size in bytes
 * @param sha256 of the whole content, 64 hex digits
 * @param sha256Verified true if the gateway computed the digest itself, false if it is the client's claim
 * @param modifiedAt what the client says of its file; an attribute that decides nothing
 */
public record FileContent(
        ManifestId manifestId,
        Long size,
        String sha256,
        Boolean sha256Verified,
        String mediaType,
        @Nullable Instant modifiedAt) {

    /** Equal bytes that were cut differently have other manifests; a digest that only the client claims proves nothing. */
    public boolean hasBytesOf(FileContent other) {
        return manifestId.equals(other.manifestId)
                || (sha256Verified && other.sha256Verified && sha256.equals(other.sha256));
    }
}
