package dev.strata.platform.kafka;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the one row of {@code log.relay}, and that of {@code log.relay_run}. */
final class RelayPositions {
    private final JdbcClient jdbc;

    RelayPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RelayPosition get() {
        return jdbc.sql("SELECT * FROM log.relay").query(RelayPositions::row).single();
    }

    private static RelayPosition row(ResultSet row, int number) throws SQLException {
        return new RelayPosition(
                row.getString("topic_id"),
                new Place(row.getLong("generation"), row.getLong("sequence")),
                GapAwareTrackingToken.newInstance(row.getLong("read_to"), List.of((Long[])
                        row.getArray("read_gaps").getArray())));
    }

    /** Taken at once and for ever, so that two runs cannot have the same, whatever becomes of them. */
    long nextGeneration() {
        return jdbc.sql("UPDATE log.relay_run SET generation = generation + 1 RETURNING generation")
                .query(Long.class)
                .single();
    }

    /** False if somebody else has changed it: another process, or an operator who has all relayed again. */
    boolean advance(RelayPosition from, RelayPosition to) {
        return jdbc.sql("""
                        UPDATE log.relay SET topic_id = ?, generation = ?, sequence = ?, read_to = ?, read_gaps = ?
                         WHERE generation = ? AND sequence = ?""")
                        .param(to.topicId())
                        .params(
                                to.place().generation(),
                                to.place().sequence(),
                                to.read().getIndex())
                        .param(to.read().getGaps().toArray(Long[]::new))
                        .params(from.place().generation(), from.place().sequence())
                        .update()
                == 1;
    }

    void restart() {
        jdbc.sql("""
                UPDATE log.relay
                   SET topic_id = DEFAULT, generation = DEFAULT, sequence = DEFAULT, read_to = DEFAULT, read_gaps = DEFAULT
                """).update();
    }
}
