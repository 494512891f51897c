package dev.strata.command.wrong.domain;

import java.time.Clock;

/** Breaks the rule that the domain has no clock. */
public final class AsksTheClock {
    long now(Clock clock) {
        return clock.millis();
    }
}
