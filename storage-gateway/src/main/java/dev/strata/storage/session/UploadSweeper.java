package dev.strata.storage.session;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends uploads that nobody goes on with. Nothing pins their chunks any more then, and the collector takes them. */
@Component
public class UploadSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSweeper.class);

    private final UploadSessions sessions;
    private final Clock clock;

    UploadSweeper(UploadSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "${strata.upload.sweep-every:PT10M}")
    void sweep() {
        sweep(clock.instant());
    }

    /** As if it were {@code now}. */
    public void sweep(Instant now) {
        int ended = sessions.deleteExpired(now);
        if (ended > 0) {
            LOG.info("{} uploads have expired", ended);
        }
    }
}
