package dev.strata.storage.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What uploads in pieces may take.
 *
 * @param expiresAfter how long an upload is kept after the last bytes of it came
 * @param openMax how many one account may have at a time
 * @param partMax how long one part may be: what is known of its chunks is in memory until it has come
 */
@ConfigurationProperties("strata.upload")
record SessionLimits(
        @DefaultValue("24h") Duration expiresAfter,
        @DefaultValue("100") int openMax,
        @DefaultValue("5GB") DataSize partMax) {
    /** No part has a higher number. */
    static final int PART_MAX = 10_000;
}
