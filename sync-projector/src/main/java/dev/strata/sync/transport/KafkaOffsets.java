package dev.strata.sync.transport;

import dev.strata.platform.kafka.Place;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code sync.kafka_offset}: how far each partition has been read, in the transaction of what came from there. */
@Component
@ConditionalOnProperty(name = "strata.events.transport", havingValue = "kafka")
class KafkaOffsets {
    private final JdbcClient jdbc;

    KafkaOffsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The event that was stored last. */
    Place place() {
        return jdbc.sql(
                        "SELECT generation, sequence FROM sync.kafka_offset ORDER BY generation DESC, sequence DESC LIMIT 1")
                .query((row, _) -> new Place(row.getLong("generation"), row.getLong("sequence")))
                .optional()
                .orElse(Place.START);
    }

    /**
     * Where to go on in a topic, for those of its partitions of which there is something already.
     *
     * @param known the last event that the reader knows: where another has read beyond it meanwhile, nothing may be passed
     */
    Map<Integer, Long> next(String topicId, Place known) {
        Map<Integer, Long> next = new HashMap<>();
        jdbc.sql("""
                        SELECT partition, next_offset FROM sync.kafka_offset
                         WHERE topic_id = ? AND (generation, sequence) <= (?, ?)""")
                .params(topicId, known.generation(), known.sequence())
                .query((row, _) -> next.put(row.getInt("partition"), row.getLong("next_offset")))
                .list();
        return next;
    }

    /**
     * Fails if somebody has stored this event, or a later one: then another process reads now. The last condition sees
     * what a transaction has stored that this one had to wait for.
     */
    void store(ReadFrom from) {
        int rows = jdbc.sql("""
                        INSERT INTO sync.kafka_offset AS o (partition, topic_id, next_offset, generation, sequence)
                        SELECT :partition, :topic, :next, :generation, :sequence WHERE NOT EXISTS (
                            SELECT FROM sync.kafka_offset WHERE (generation, sequence) >= (:generation, :sequence))
                        ON CONFLICT (partition) DO UPDATE SET
                            topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                            generation = excluded.generation, sequence = excluded.sequence
                            WHERE (o.generation, o.sequence) < (excluded.generation, excluded.sequence)""")
                .param("partition", from.partition())
                .param("topic", from.topicId())
                .param("next", from.offset() + 1)
                .param("generation", from.place().generation())
                .param("sequence", from.place().sequence())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("another process has stored event %s already".formatted(from.place()));
        }
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.kafka_offset").update();
    }
}
