package dev.strata.command.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey, as its owner sees it.
 *
 * @param name what its owner calls it
 */
public record Passkey(
        UUID id, String name, Instant createdAt, @Nullable Instant usedAt) {}
