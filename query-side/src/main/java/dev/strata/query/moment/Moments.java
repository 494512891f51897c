package dev.strata.query.moment;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.projection.Columns;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the position in the log that an instant means. */
@Component
public class Moments {
    /** Processes commit out of order, and their clocks differ a little: so many events are looked at. */
    private static final int NEIGHBOURS = 1_000;

    /** An instant this young may not be projected yet. */
    private static final Duration YOUNG = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ProjectionProgress progress;
    private final ProjectionGroups groups;

    public Moments(
            JdbcClient jdbc,
            Clock clock,
            ProjectionProgress progress,
            @Qualifier("queryProjections") ProjectionGroups groups) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.progress = progress;
        this.groups = groups;
    }

    public Moment now() {
        return new Moment.Now(clock.instant());
    }

    /** What the parameter {@code at} of a request means; now if there is none. */
    public Moment of(@Nullable String at) {
        return at == null ? now() : at(parse("at", at));
    }

    /** The moment right after the last event that happened at the instant or before. */
    public Moment.At at(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            throw invalid(instant + " is still to come");
        }
        awaitEventsUpTo(instant);
        long position = jdbc.sql("""
                        SELECT coalesce(max(position), -1) FROM (
                            SELECT position FROM query.audit_trail WHERE at <= ?
                             ORDER BY at DESC, position DESC LIMIT ?) neighbours""")
                .params(Columns.utc(instant), NEIGHBOURS)
                .query(Long.class)
                .single();
        return new Moment.At(instant, position);
    }

    /** A projection that is being rebuilt, or has fallen behind, must not tell of a past that never was. */
    private void awaitEventsUpTo(Instant instant) {
        boolean young = instant.isAfter(clock.instant().minus(YOUNG));
        try {
            boolean visible =
                    young ? progress.awaitHead(groups, PATIENCE) : progress.awaitTime(groups, instant, YOUNG, PATIENCE);
            if (!visible) {
                throw new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "not-yet-visible",
                                "What happened up to that instant is not visible here yet.")
                        .withHeader("Retry-After", "1");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for projections", e);
        }
    }

    /** Reads an instant of RFC 3339, in any offset. */
    public static Instant parse(String parameter, String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException _) {
            throw invalid("%s: expected an instant such as 2026-11-20T10:15:30Z, not %s".formatted(parameter, text));
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-instant", detail);
    }
}
