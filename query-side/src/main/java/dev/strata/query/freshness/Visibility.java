package dev.strata.query.freshness;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Waits until the projections of this side show what the log holds. */
@Component
public class Visibility {
    private static final long POLL_MILLIS = 5;

    private final ProjectionProgress progress;
    private final ProjectionGroups groups;
    private final JdbcClient jdbc;

    public Visibility(
            ProjectionProgress progress, @Qualifier("queryProjections") ProjectionGroups groups, JdbcClient jdbc) {
        this.progress = progress;
        this.groups = groups;
        this.jdbc = jdbc;
    }

    /** Waits for a version of a stream, which need not be committed yet; false if that takes longer. */
    public boolean await(String stream, long version, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            OptionalLong position = progress.positionOf(stream, version);
            while (position.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                position = progress.positionOf(stream, version);
            }
            return progress.awaitPosition(groups, position.getAsLong(), Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for everything that is committed now; false if that takes longer. */
    boolean awaitHead(Duration timeout) {
        Long head = jdbc.sql("SELECT max(global_index) FROM log.event")
                .query((row, _) -> row.getObject(1, Long.class))
                .single();
        try {
            return head == null || progress.awaitPosition(groups, head, timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
