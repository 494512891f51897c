package dev.strata.sync.transport;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.platform.kafka.EventTopic;
import dev.strata.platform.kafka.RelayedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's way through the topic. A thread of its own reads on, so that nobody waits for a broker; whenever something
 * is wrong it connects anew and goes on from what is stored. The token of an event says what of the log is known with it,
 * as that of the log would.
 */
final class KafkaStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStream.class);
    private static final int READY_MAX = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long CHECKED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 500;
    private static final int DOUBLINGS_MAX = 4;

    private final KafkaSource source;
    private final BlockingQueue<TrackedEventMessage<?>> ready = new LinkedBlockingQueue<>(READY_MAX);
    private final Chain chain;
    private final Thread thread;

    private GapAwareTrackingToken seen;
    private int failures;
    private long progressed = System.nanoTime();
    private volatile Runnable callback = () -> {};
    private volatile boolean closed;

    /** @param seen what of the log is known */
    @SuppressWarnings("MissingSummary")
    KafkaStream(KafkaSource source, GapAwareTrackingToken seen) {
        this.source = source;
        this.seen = seen;
        this.chain = new Chain(source.offsets().place());
        this.thread = Thread.ofPlatform().daemon().name("kafka-reader").unstarted(this::run);
    }

    KafkaStream start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            try (EventTopic topic = EventTopic.connect(source.settings());
                    Consumer<byte[], byte[]> consumer = source.settings().consumer()) {
                readUntilInterrupted(topic, consumer);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        if (failures > 0) {
            source.works();
        }
    }

    /** Not interrupted any more afterwards: clients of Kafka cannot be closed in order otherwise. */
    private void readUntilInterrupted(EventTopic topic, Consumer<byte[], byte[]> consumer) {
        try {
            read(topic, consumer);
        } catch (InterruptedException e) {
            closed = true;
        } catch (InterruptException e) {
            closed = Thread.interrupted();
        }
    }

    /** Returns when the topic is another one. */
    private void read(EventTopic topic, Consumer<byte[], byte[]> consumer) throws InterruptedException {
        EventTopic.Facts facts = topic.find()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no topic %s".formatted(source.settings().topic())));
        source.guard().check(consumer, facts);
        assign(consumer, facts);
        long checked = System.nanoTime();
        while (!closed) {
            pauseFull(consumer);
            boolean late = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                late |= chain.offer(source.records().read(record));
            }
            handOut(facts.id());
            if (late) {
                assign(consumer, facts);
            }
            if (System.nanoTime() - checked > CHECKED_NANOS) {
                if (topic.find().filter(facts::equals).isEmpty()) {
                    return;
                }
                checked = System.nanoTime();
                judge();
            }
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer, EventTopic.Facts facts) {
        List<TopicPartition> partitions =
                IntStream.range(0, facts.partitions()).mapToObj(this::partition).toList();
        Map<Integer, Long> next = source.offsets().next(facts.id(), chain.place());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        next.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(source.settings().topic(), number);
    }

    private void pauseFull(Consumer<byte[], byte[]> consumer) {
        consumer.resume(consumer.paused());
        consumer.pause(chain.full().stream().map(this::partition).toList());
    }

    private void handOut(String topicId) throws InterruptedException {
        long run = chain.place().generation();
        RelayedEvent event = chain.next();
        while (event != null) {
            progressed = System.nanoTime();
            if (!isKnown(event.position())) {
                seen = (GapAwareTrackingToken) seen.upperBound(event.seen());
                handOut(source.message(event, seen, topicId));
            }
            event = chain.next();
        }
        if (chain.place().generation() != run) {
            progressed = System.nanoTime();
        }
    }

    private boolean isKnown(long position) {
        return position <= seen.getIndex() && !seen.getGaps().contains(position);
    }

    private void handOut(TrackedEventMessage<?> event) throws InterruptedException {
        if (event.getPayloadType() == AccountErased.class) {
            source.keys().forget((AccountErased) event.getPayload());
        }
        ready.put(event);
        synchronized (ready) {
            ready.notifyAll();
        }
        callback.run();
    }

    /** Says whether all is well: an event may be missing for some time, while the relay tries again. */
    private void judge() {
        long waiting = System.nanoTime() - progressed;
        if (!chain.isWaiting()) {
            progressed = System.nanoTime();
            failures = 0;
            source.works();
        } else if (waiting > source.settings().patience().toNanos()) {
            chain.giveUp();
            failures = 1;
            source.fails(
                    "the topic does not hold what follows event %s: wait for a broker that is away, or have the log relayed again"
                            .formatted(chain.place()));
        }
    }

    private void failed(RuntimeException e) {
        if (!closed) {
            failures++;
            source.fails(e.toString());
            LOG.warn("events cannot be read from Kafka, trying again: {}", e.toString());
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << Math.min(failures, DOUBLINGS_MAX));
            } catch (InterruptedException interrupted) {
                closed = true;
            }
        }
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(ready.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        synchronized (ready) {
            long left = deadline - System.nanoTime();
            while (ready.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(ready, left);
                left = deadline - System.nanoTime();
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        return ready.take();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable onAvailable) {
        callback = onAvailable;
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            thread.interrupt();
        }
    }
}
