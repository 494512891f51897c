package dev.strata.platform.kafka;

import dev.strata.platform.axon.EventLogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the relay, from what the topic has acknowledged to the first failure. What a run before it has sent without
 * hearing of it, it sends again. Used by one thread.
 */
final class RelayRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayRun.class);
    private static final int BATCH = 500;

    private final KafkaSettings settings;
    private final EventRecords records;
    private final RelayPositions positions;
    private final LogPositions log;
    private final EventTopic topic;
    private final EventTopic.Facts facts;
    private final BlockingStream<TrackedEventMessage<?>> stream;
    private final Producer<byte[], byte[]> producer;
    private final Place after;

    private RelayPosition acknowledged;
    private Place place;
    private GapAwareTrackingToken read;
    private boolean over;

    /** Asks the log where an event is. */
    @FunctionalInterface
    interface LogPositions {
        long of(String stream, long version);
    }

    RelayRun(
            KafkaSettings settings,
            EventRecords records,
            RelayPositions positions,
            EventLogSource source,
            LogPositions log,
            EventTopic topic,
            TopicGuard guard) {
        this.settings = settings;
        this.records = records;
        this.positions = positions;
        this.log = log;
        this.topic = topic;
        this.facts = topic.findOrMake();
        try (Consumer<byte[], byte[]> consumer = settings.consumer()) {
            guard.check(consumer, facts);
        }
        this.acknowledged = acknowledgedBy(facts.id());
        this.after = acknowledged.place();
        this.place = Place.beginningOf(positions.nextGeneration());
        this.read = acknowledged.read();
        this.producer = settings.producer();
        this.stream = source.openStream(read);
    }

    private RelayPosition acknowledgedBy(String topicId) {
        RelayPosition known = positions.get();
        if (known.topicId() == null || known.topicId().equals(topicId)) {
            return known;
        }
        LOG.warn("topic {} is another one than before: the whole log is relayed to it", settings.topic());
        positions.restart();
        return positions.get();
    }

    /** False when this run cannot go on: the topic is another one, or somebody has changed the position. */
    boolean isCurrent() {
        return !over
                && positions.get().place().equals(acknowledged.place())
                && topic.find().filter(facts::equals).isPresent();
    }

    /** Relays what there is, and what comes within the time. */
    void relay(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (!over && stream.hasNextAvailable(millisUntil(until), TimeUnit.MILLISECONDS)) {
            send(batch());
            if (System.nanoTime() > until) {
                return;
            }
        }
    }

    private static int millisUntil(long nanos) {
        return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
    }

    private List<ProducerRecord<byte[], byte[]>> batch() throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
        while (batch.size() < BATCH && stream.peek().isPresent()) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            DomainEventMessage<?> stored = (DomainEventMessage<?>) event;
            GapAwareTrackingToken token = (GapAwareTrackingToken) event.trackingToken();
            place = place.next();
            batch.add(records.write(settings.topic(), stored, position(stored, token), token, place, after));
            read = token;
        }
        return batch;
    }

    /** The token of an event that was committed late holds the position of another event. */
    private long position(DomainEventMessage<?> event, GapAwareTrackingToken token) {
        return token.getIndex() > read.getIndex()
                ? token.getIndex()
                : log.of(event.getAggregateIdentifier(), event.getSequenceNumber() + 1);
    }

    /** The position is stored when all of the batch is acknowledged, and not before. */
    private void send(List<ProducerRecord<byte[], byte[]>> batch) throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> one : batch) {
            answers.add(producer.send(one));
        }
        producer.flush();
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
            }
        }
        RelayPosition next = new RelayPosition(facts.id(), place, read);
        over = !positions.advance(acknowledged, next);
        acknowledged = next;
    }

    /** Whatever is under way is given up: the next run sends it again. */
    @Override
    public void close() {
        stream.close();
        producer.close(Duration.ZERO);
    }
}
