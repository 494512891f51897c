package dev.strata.sync.queue;

import dev.strata.kernel.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of an account and how far behind it is.
 *
 * @param parked whether its changes are refused until somebody has released it
 * @param pending how many records of the feed it has not acknowledged and did not make itself
 * @param inFlight how many of those it was given
 * @param completed how many it has acknowledged so far
 * @param bytes how much content those bring that it has not got
 * @param oldest when the first of them happened
 * @param acknowledgedAt when it last acknowledged anything
 */
public record Device(
        DeviceId deviceId,
        String name,
        String platform,
        Instant registeredAt,
        boolean revoked,
        boolean parked,
        long pending,
        long inFlight,
        long completed,
        long bytes,
        @Nullable Instant oldest,
        @Nullable Instant acknowledgedAt) {}
