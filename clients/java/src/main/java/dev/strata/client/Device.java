package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered client that keeps up with the feed. What is said of its work is not in the answer to its registration.
 *
 * <pre>{@code
 * Device laptop = client.devices().register("laptop", "linux");
 * client.signIn("anna", password, laptop.deviceId());
 * }</pre>
 *
 * @param revoked whether it is a device of the account no more
 * @param parked whether the server takes no changes of it until somebody releases it
 * @param pending as of its {@link Queue}, like what follows
 */
public record Device(
        String deviceId,
        String name,
        String platform,
        boolean revoked,
        boolean parked,
        long pending,
        long inFlight,
        long completed,
        long bytes,
        @Nullable Instant oldest,
        @Nullable Instant acknowledgedAt) {

    /**
     * What a device has not yet acknowledged and did not do itself.
     *
     * @param pending how many records
     * @param inFlight how many of those it was given
     * @param completed how many it has acknowledged so far
     * @param bytes of the files among them
     * @param oldest since when the first of them waits
     */
    public record Queue(
            String deviceId,
            long pending,
            long inFlight,
            long completed,
            long bytes,
            @Nullable Instant oldest,
            @Nullable Instant acknowledgedAt) {}

    /**
     * One of those records.
     *
     * @param kind {@code file} or {@code folder}; null for something that was shared
     * @param name null for that, and for what has gone for good
     * @param op the last thing that happened to it
     * @param gone whether it is to go from the device
     */
    public record Missing(
            String spaceId,
            String nodeId,
            @Nullable String kind,
            @Nullable String name,
            @Nullable Long size,
            String op,
            boolean gone,
            Instant changedAt) {}
}
