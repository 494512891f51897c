package dev.strata.sync.push;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** When to come back after the server has stopped: each client is told something else, so that not all come at once. */
@Component
public class ComeBack {
    private final Duration within;

    ComeBack(@Value("${strata.sync.come-back-within:30s}") Duration within) {
        this.within = within;
    }

    public long afterMillis() {
        return ThreadLocalRandom.current().nextLong(within.toMillis() + 1);
    }
}
