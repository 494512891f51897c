package dev.strata.kernel.content;

/**
 * What the query side states, signed: whoever holds this may read this content until it expires. The storage gateway
 * honours it without asking.
 *
 * @param size in bytes
 * @param sha256Verified false while the digest is only what the client claimed
 * @param name the file's name, for {@code Content-Disposition}
 */
public record DownloadTicket(
        ManifestId manifestId, long size, String sha256, boolean sha256Verified, String mediaType, String name) {}
