package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered client that keeps up with the feed.
 *
 * <pre>{@code
 * Device laptop = client.registerDevice("laptop", "linux");
 * client.signIn("anna", password, laptop.deviceId());
 * }</pre>
 */
public record Device(String deviceId, String name, String platform) {

    /**
     * What a device has not yet acknowledged and did not do itself.
     *
     * @param pending how many records
     * @param bytes of the files among them
     * @param oldest since when the first of them waits
     */
    public record Queue(
            String deviceId,
            long pending,
            long bytes,
            @Nullable Instant oldest,
            @Nullable Instant acknowledgedAt) {}
}
