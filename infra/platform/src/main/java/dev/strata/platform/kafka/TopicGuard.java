package dev.strata.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks whether a topic is of this log: it may lack what the log holds, and may not hold what the log lacks. It does when
 * the database was restored from a backup, or another Strata writes to the topic. Then positions and runs of the relay
 * mean two things, so nothing may be read from it or added to it.
 */
public final class TopicGuard {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final EventRecords records;
    private final JdbcClient jdbc;

    TopicGuard(KafkaSettings settings, EventRecords records, JdbcClient jdbc) {
        this.settings = settings;
        this.records = records;
        this.jdbc = jdbc;
    }

    /**
     * Looks at the newest event of each partition. Whatever the log has lost is behind what it has kept, in one run of the
     * relay; in another run, which had begun anew, the log has lost that run.
     *
     * @param consumer is assigned anew
     * @throws IllegalStateException if the log knows one of them, or its run, not
     */
    public void check(Consumer<byte[], byte[]> consumer, EventTopic.Facts facts) {
        List<TopicPartition> partitions = IntStream.range(0, facts.partitions())
                .mapToObj(number -> new TopicPartition(settings.topic(), number))
                .toList();
        for (ConsumerRecord<byte[], byte[]> newest :
                newest(consumer, partitions).values()) {
            RelayedEvent event = records.read(newest);
            require(isInLog(event), "event %s at position %d".formatted(records.id(event), event.position()));
            long generation = event.place().generation();
            require(isKnown(generation), "events of run %d of the relay".formatted(generation));
        }
    }

    private void require(boolean known, String what) {
        if (!known) {
            throw new IllegalStateException(
                    "topic %s holds %s, and the log does not know of that: it was restored from a backup, or another Strata writes to the topic. Delete the topic, and the whole log is relayed to a new one; or name another with strata.kafka.topic"
                            .formatted(settings.topic(), what));
        }
    }

    private static Map<TopicPartition, ConsumerRecord<byte[], byte[]>> newest(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                consumer.seek(partition, end - 1);
            }
        });
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the newest events of the topic cannot be read");
            }
            consumer.poll(POLL)
                    .forEach(record -> newest.put(new TopicPartition(record.topic(), record.partition()), record));
        }
        return newest;
    }

    private boolean isInLog(RelayedEvent event) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM log.event WHERE global_index = ? AND event_identifier = ?)")
                .params(event.position(), records.id(event))
                .query(Boolean.class)
                .single();
    }

    private boolean isKnown(long generation) {
        return jdbc.sql("SELECT generation >= ? FROM log.relay_run")
                .param(generation)
                .query(Boolean.class)
                .single();
    }
}
