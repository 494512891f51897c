package dev.strata.platform.axon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers how far projections have come, from the tokens in the database, so that it does not matter which process runs
 * them.
 */
@Component
public class ProjectionProgress {
    private static final long POLL_MILLIS = 3;

    private final JdbcClient jdbc;
    private final Serializer serializer;

    public ProjectionProgress(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /**
     * Waits until all projections of a side show a version of a stream (1 for its first event), which need not be
     * committed yet; false if that takes longer.
     */
    public boolean awaitVersion(ProjectionGroups groups, String stream, long version, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        OptionalLong position = positionOf(stream, version);
        while (position.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            position = positionOf(stream, version);
        }
        return awaitPosition(groups, position.getAsLong(), Duration.ofNanos(deadline - System.nanoTime()));
    }

    /** Waits until all projections of a side show everything that is committed now; false if that takes longer. */
    public boolean awaitHead(ProjectionGroups groups, Duration timeout) throws InterruptedException {
        Long head = jdbc.sql("SELECT max(global_index) FROM log.event")
                .query((row, _) -> row.getObject(1, Long.class))
                .single();
        return head == null || awaitPosition(groups, head, timeout);
    }

    /** The place in the log of the event that made a stream reach a version (1 for its first event). */
    public OptionalLong positionOf(String stream, long version) {
        return jdbc.sql("SELECT global_index FROM log.event WHERE aggregate_identifier = ? AND sequence_number = ?")
                .params(stream, version - 1)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /**
     * Waits until all projections of a side show every event that was stamped up to an instant; false if that takes
     * longer.
     *
     * @param outOfOrder how much younger the stamp of an event may be than that of one behind it in the log
     */
    public boolean awaitTime(ProjectionGroups groups, Instant instant, Duration outOfOrder, Duration timeout)
            throws InterruptedException {
        Timestamp orderly = Timestamp.from(instant.plus(outOfOrder));
        return await(timeout, () -> hasPassed(groups, orderly));
    }

    /** Whether the first event that some projection has not seen is younger. */
    private boolean hasPassed(ProjectionGroups groups, Timestamp time) {
        List<TrackingToken> tokens = tokens(groups);
        long seen = tokens.stream()
                .mapToLong(token -> token instanceof GapAwareTrackingToken at ? at.getIndex() : -1)
                .min()
                .orElse(-1);
        return tokens.size() == groups.names().size()
                && jdbc.sql("SELECT time_stamp > ? FROM log.event WHERE global_index > ? ORDER BY global_index LIMIT 1")
                        .params(time, seen)
                        .query((row, _) -> row.getBoolean(1))
                        .optional()
                        .orElse(true);
    }

    /** Waits until all these projections have stored the event at the position; false if that takes longer. */
    public boolean awaitPosition(ProjectionGroups groups, long position, Duration timeout) throws InterruptedException {
        return await(timeout, () -> haveReached(groups, position));
    }

    private static boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    private boolean haveReached(ProjectionGroups groups, long position) {
        List<TrackingToken> tokens = tokens(groups);
        return tokens.size() == groups.names().size()
                && tokens.stream().allMatch(token -> token instanceof GapAwareTrackingToken at && has(at, position));
    }

    /** Of those that have begun. */
    private List<TrackingToken> tokens(ProjectionGroups groups) {
        return jdbc.sql("SELECT token, token_type FROM " + groups.schema()
                        + ".token_entry WHERE processor_name = ANY (?) AND token IS NOT NULL")
                .param(groups.names().toArray(String[]::new))
                .query(this::token)
                .list();
    }

    /** What a projection has seen: everything up to the token's index but its gaps. Empty if it has not begun. */
    public Optional<GapAwareTrackingToken> token(String schema, String projection) {
        return jdbc.sql("SELECT token, token_type FROM " + schema
                        + ".token_entry WHERE processor_name = ? AND token IS NOT NULL")
                .param(projection)
                .query(this::token)
                .optional()
                .map(GapAwareTrackingToken.class::cast);
    }

    /** Not {@code covers}: that is false for a minute after any append that was rolled back and left a gap below. */
    private static boolean has(GapAwareTrackingToken token, long position) {
        return token.getIndex() >= position && !token.getGaps().contains(position);
    }

    private TrackingToken token(ResultSet row, int index) throws SQLException {
        TrackingToken token = serializer.deserialize(
                new SimpleSerializedObject<>(row.getBytes("token"), byte[].class, row.getString("token_type"), null));
        return token == null ? GapAwareTrackingToken.newInstance(-1, Set.of()) : WrappedToken.unwrapLowerBound(token);
    }
}
