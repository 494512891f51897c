package dev.strata.command.link.domain;

import dev.strata.kernel.grant.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a link lets people do, and for how long.
 *
 * @param role viewer or editor
 * @param uploadOnly whether files can be put there and nothing can be seen, whatever the role
 */
public record LinkTerms(
        Role role,
        boolean uploadOnly,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads) {
    public static final int DOWNLOADS_MAX = 1_000_000;

    /** What somebody asks for; {@link IllegalArgumentException} if no link can be like that. */
    public static LinkTerms of(
            Role role, boolean uploadOnly, @Nullable Instant expiresAt, @Nullable Integer maxDownloads) {
        if (role != Role.VIEWER && role != Role.EDITOR) {
            throw new IllegalArgumentException("role: a link is for a viewer or an editor, not " + role.text());
        }
        if (maxDownloads != null && (maxDownloads < 1 || maxDownloads > DOWNLOADS_MAX)) {
            throw new IllegalArgumentException("maxDownloads: 1 to %d, not %d".formatted(DOWNLOADS_MAX, maxDownloads));
        }
        return new LinkTerms(role, uploadOnly, expiresAt, maxDownloads);
    }

    boolean hasEndedAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
