package dev.strata.query.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a link is to whoever has its address.
 *
 * @param locked whether the password has to be given first; then nothing else is told
 * @param uploadOnly whether files can be put there, and nothing can be seen but the folder's name
 * @param node null for who may not see it
 */
public record PublicLink(
        boolean passwordNeeded,
        boolean locked,
        @Nullable String role,
        boolean uploadOnly,
        @Nullable Instant expiresAt,
        @Nullable String name,
        @Nullable LinkedNode node) {}
