package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it stands.
 *
 * @param length of the whole, null if nobody knows yet
 * @param profile how it is cut; null as long as too little of it has come
 * @param received how many bytes are durable, those of the tail included
 * @param chunks how many a stream has, without the tail
 * @param tail the bytes at the end that cannot be cut yet
 * @param receipt for the content, once it is whole
 * @param placed what the client was told when it had its place in the tree
 * @param placedAt when room was last kept for it
 */
record UploadSession(
        UploadId id,
        AccountId account,
        SpaceId space,
        UploadTarget target,
        @Nullable Long length,
        @Nullable Profile profile,
        long received,
        int chunks,
        @Nullable ManifestEntry tail,
        boolean inParts,
        @Nullable String receipt,
        @Nullable PlacedFile placed,
        Instant placedAt,
        Instant expiresAt) {

    /** What one request can add at most. */
    long room(long sizeMax) {
        return (length == null ? sizeMax : length) - received;
    }
}
