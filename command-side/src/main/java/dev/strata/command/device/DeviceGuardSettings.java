package dev.strata.command.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a device is stopped.
 *
 * @param nodes nobody is stopped for fewer than these
 * @param share of all nodes of the space, from 0 to 1
 * @param within the time in which it does so
 * @param releasedFor how long a device is let through that a person has released
 */
@ConfigurationProperties("strata.device-guard")
record DeviceGuardSettings(
        @DefaultValue("200") long nodes,
        @DefaultValue("0.25") double share,
        @DefaultValue("10m") Duration within,
        @DefaultValue("1h") Duration releasedFor) {
    DeviceGuardSettings {
        if (nodes < 1 || !(share > 0 && share <= 1) || within.toMinutes() < 1 || releasedFor.isNegative()) {
            throw new IllegalArgumentException(
                    "strata.device-guard: nodes is 1 or more, share is more than 0 and 1 at most, within is a minute or more");
        }
    }
}
