package dev.strata.storage.scrub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks the packs that are due, one after the other, no faster than it may. */
@Component
class ScrubShift {
    private final PackReceipts receipts;
    private final PackCheck check;
    private final ScrubSettings settings;
    private final Clock clock;

    ScrubShift(PackReceipts receipts, PackCheck check, ScrubSettings settings, Clock clock) {
        this.receipts = receipts;
        this.check = check;
        this.settings = settings;
        this.clock = clock;
    }

    /** Waits between two packs. */
    @FunctionalInterface
    interface Rest {
        /** False if there is to be no further one. */
        boolean take(Duration duration);
    }

    /** Ends when nothing is due any more, or it must not go on. */
    void run(Rest rest) {
        Optional<DuePack> next = receipts.next();
        while (next.isPresent()) {
            Instant begin = clock.instant();
            check.run(next.get());
            Duration took = Duration.between(begin, clock.instant());
            next = rest.take(settings.rest(next.get().length(), took)) ? receipts.next() : Optional.empty();
        }
    }
}
