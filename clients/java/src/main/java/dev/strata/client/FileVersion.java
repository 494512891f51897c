package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content that a file has or had.
 *
 * <pre>{@code
 * for (FileVersion version : client.versions(file.id(), null).items()) {
 *     System.out.println(version.number() + ": " + version.size() + " bytes");
 * }
 * }</pre>
 *
 * @param sha256Verified false while the digest is only the uploading client's claim
 * @param restoredFrom the number of the version whose content this one brought back
 */
public record FileVersion(
        int number,
        long size,
        String sha256,
        boolean sha256Verified,
        @Nullable String mediaType,
        @Nullable Instant createdAt,
        @Nullable String by,
        @Nullable String device,
        @Nullable Integer restoredFrom) {}
