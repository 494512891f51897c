package dev.strata.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the positions of events, and which of their streams have dead letters, with one query. */
final class Log {
    private final JdbcClient jdbc;
    private final Target target;

    Log(JdbcClient jdbc, Target target) {
        this.jdbc = jdbc;
        this.target = target;
    }

    private record Key(String stream, long number) {
        static Key read(ResultSet row) throws SQLException {
            return new Key(row.getString("aggregate_identifier"), row.getLong("sequence_number"));
        }
    }

    private record Place(long position, boolean parked) {}

    /**
     * Takes the positions from the log: the token of an event that was committed late has the position of the newest
     * event that was seen before it.
     */
    List<Located> locate(String projection, List<DomainEventMessage<?>> messages) {
        Map<Key, Place> places = new HashMap<>();
        jdbc.sql(target.sql("""
                        SELECT e.aggregate_identifier, e.sequence_number, e.global_index, EXISTS (
                            SELECT FROM {schema}.dead_letter d
                             WHERE d.projection = ? AND d.stream = e.aggregate_identifier) AS parked
                          FROM unnest(CAST(? AS text[]), CAST(? AS bigint[])) AS wanted (stream, number)
                          JOIN log.event e ON e.aggregate_identifier = wanted.stream AND e.sequence_number = wanted.number"""))
                .param(projection)
                .param(messages.stream()
                        .map(DomainEventMessage::getAggregateIdentifier)
                        .toArray(String[]::new))
                .param(messages.stream()
                        .map(DomainEventMessage::getSequenceNumber)
                        .toArray(Long[]::new))
                .query((row, _) ->
                        places.put(Key.read(row), new Place(row.getLong("global_index"), row.getBoolean("parked"))))
                .list();
        return messages.stream().map(message -> located(message, places)).toList();
    }

    private static Located located(DomainEventMessage<?> message, Map<Key, Place> places) {
        Place place = places.get(new Key(message.getAggregateIdentifier(), message.getSequenceNumber()));
        if (place == null) {
            throw new IllegalStateException("an event that is not in the log: " + message.getIdentifier());
        }
        return new Located(message, place.position(), place.parked());
    }
}
