package dev.strata.command.identity;

import dev.strata.kernel.id.DeviceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that lasts, as its owner sees it.
 *
 * @param used where its newest tokens went
 * @param mine whether the question was asked with it
 */
public record SignInSession(
        UUID id, @Nullable DeviceId device, Seen created, Seen used, Instant expiresAt, boolean mine) {

    /** When and where. */
    public record Seen(
            Instant at, @Nullable String address, @Nullable String agent) {}
}
