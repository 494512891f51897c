package dev.strata.query.projection;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps {@code dead_letter}: what projections could not take, and what waits behind it. */
final class DeadLetters {
    private static final int CAUSE_MAX = 1_000;

    private final JdbcClient jdbc;
    private final Target target;

    DeadLetters(JdbcClient jdbc, Target target) {
        this.jdbc = jdbc;
        this.target = target;
    }

    /** @param cause null if the event only waits behind another */
    @SuppressWarnings("MissingSummary") // the class says it
    void park(String projection, Located event, @Nullable RuntimeException cause) {
        jdbc.sql(target.sql("""
                        INSERT INTO {schema}.dead_letter
                            (projection, stream, sequence_number, position, type, cause, parked_at)
                        VALUES (?, ?, ?, ?, ?, ?, now()) ON CONFLICT DO NOTHING"""))
                .param(projection)
                .param(event.stream())
                .param(event.message().getSequenceNumber())
                .param(event.position())
                .param(event.message().getPayloadType().getSimpleName())
                .param(cause == null ? null : text(cause, event))
                .update();
    }

    /** What went wrong, without the names that the event tells: they could not be erased from here. */
    private static String text(RuntimeException cause, Located event) {
        String text = event.withoutNames(
                NestedExceptionUtils.getMostSpecificCause(cause).toString());
        return text.substring(0, Math.min(text.length(), CAUSE_MAX)).replace('\0', ' ');
    }

    Set<Long> sequenceNumbers(String projection, String stream) {
        return new HashSet<>(jdbc.sql(target.sql(
                        "SELECT sequence_number FROM {schema}.dead_letter WHERE projection = ? AND stream = ?"))
                .params(projection, stream)
                .query((row, _) -> row.getLong("sequence_number"))
                .list());
    }

    void failedAgain(String projection, Located event, RuntimeException cause) {
        jdbc.sql(target.sql("""
                        UPDATE {schema}.dead_letter SET cause = ?
                         WHERE projection = ? AND stream = ? AND sequence_number = ?"""))
                .params(
                        text(cause, event),
                        projection,
                        event.stream(),
                        event.message().getSequenceNumber())
                .update();
    }

    void remove(String projection, Located event) {
        jdbc.sql(target.sql(
                        "DELETE FROM {schema}.dead_letter WHERE projection = ? AND stream = ? AND sequence_number = ?"))
                .params(projection, event.stream(), event.message().getSequenceNumber())
                .update();
    }

    void clear(String projection) {
        jdbc.sql(target.sql("DELETE FROM {schema}.dead_letter WHERE projection = ?"))
                .param(projection)
                .update();
    }
}
