package dev.strata.query.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content of a file.
 *
 * @param manifestId for tickets; not told to clients, who have no use for it
 * @param modifiedAt what the client said of its file
 * @param restoredFrom the number of the version that this one brought back
 */
public record FileVersion(
        int number,
        @JsonIgnore ManifestId manifestId,
        long size,
        String sha256,
        boolean sha256Verified,
        String mediaType,
        Instant createdAt,
        @Nullable Instant modifiedAt,
        @Nullable AccountId by,
        @Nullable DeviceId device,
        @Nullable Integer restoredFrom) {}
