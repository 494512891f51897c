package dev.strata.command.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a provider who may sign in to an account, as its owner sees him.
 *
 * @param provider its name when it was linked
 * @param name what the provider called him then
 */
public record LinkedIdentity(
        UUID id,
        String provider,
        String issuer,
        @Nullable String name,
        Instant createdAt,
        @Nullable Instant usedAt) {}
