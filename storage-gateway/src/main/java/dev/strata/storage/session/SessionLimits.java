package dev.strata.storage.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What uploads in pieces may take.
 *
 * @param expiresAfter how long an upload is kept after the last bytes of it came
 * @param openMax how many one account may have at a time
 */
@ConfigurationProperties("strata.upload")
record SessionLimits(
        @DefaultValue("24h") Duration expiresAfter,
        @DefaultValue("100") int openMax) {
    /** No part has a higher number. */
    static final int PART_MAX = 10_000;
}
