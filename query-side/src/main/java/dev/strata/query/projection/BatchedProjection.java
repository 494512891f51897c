package dev.strata.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A projection that writes once for each batch of events, in the transaction of the batch and of its token. Handlers
 * hand what they are given to {@link #collect}; replaying a million events row by row would take minutes.
 */
public abstract class BatchedProjection {
    private final JdbcClient jdbc;

    protected BatchedProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the events of a batch, in the order of the log. Any of them may come again. */
    protected abstract void apply(List<Happened> batch);

    protected final void collect(DomainEventMessage<?> message) {
        UnitOfWork<?> batch = CurrentUnitOfWork.get();
        batch.<List<DomainEventMessage<?>>>getOrComputeResource(getClass().getName(), _ -> {
                    List<DomainEventMessage<?>> messages = new ArrayList<>();
                    batch.onPrepareCommit(_ -> apply(located(messages)));
                    return messages;
                })
                .add(message);
    }

    /**
     * Takes the positions from the log: the token of an event that was committed late has the position of the newest
     * event that was seen before it.
     */
    private List<Happened> located(List<DomainEventMessage<?>> messages) {
        Map<Key, Long> positions = new HashMap<>();
        jdbc.sql("""
                        SELECT e.aggregate_identifier, e.sequence_number, e.global_index
                          FROM unnest(CAST(? AS text[]), CAST(? AS bigint[])) AS wanted (stream, number)
                          JOIN log.event e ON e.aggregate_identifier = wanted.stream AND e.sequence_number = wanted.number""")
                .param(messages.stream()
                        .map(DomainEventMessage::getAggregateIdentifier)
                        .toArray(String[]::new))
                .param(messages.stream()
                        .map(DomainEventMessage::getSequenceNumber)
                        .toArray(Long[]::new))
                .query((row, _) -> positions.put(Key.read(row), row.getLong("global_index")))
                .list();
        List<Happened> batch = new ArrayList<>();
        for (DomainEventMessage<?> message : messages) {
            Long position = positions.get(new Key(message.getAggregateIdentifier(), message.getSequenceNumber()));
            if (position == null) {
                throw new IllegalStateException("an event that is not in the log: " + message.getIdentifier());
            }
            batch.add(new Happened(message, Occurrence.of(message, position)));
        }
        return batch;
    }

    private record Key(String stream, long number) {
        static Key read(ResultSet row) throws SQLException {
            return new Key(row.getString("aggregate_identifier"), row.getLong("sequence_number"));
        }
    }
}
