package dev.strata.platform.kafka;

import dev.strata.platform.axon.EventLogSource;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.platform.database.ProcessLock;
import dev.strata.platform.database.SchemaMigrations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends every committed event to Kafka, at least once, in the order in which events became visible. One process at a time
 * does so; another takes over when it is gone. While no broker takes anything it tries again, and nobody else waits for it.
 */
public final class EventRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 500;
    private static final int DOUBLINGS_MAX = 4;
    private static final Duration STOP = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final EventRecords records;
    private final TopicGuard guard;
    private final RelayPositions positions;
    private final EventLogSource source;
    private final ProjectionProgress log;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final Semaphore ended = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile @Nullable String failure;
    private int failures;

    EventRelay(
            KafkaSettings settings,
            EventRecords records,
            TopicGuard guard,
            EventLogSource source,
            ProjectionProgress log,
            JdbcClient jdbc,
            DataSource dataSource,
            MeterRegistry meters,
            SchemaMigrations migrated) {
        this.settings = settings;
        this.records = records;
        this.guard = guard;
        this.positions = new RelayPositions(jdbc);
        this.source = source;
        this.log = log;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        Gauge.builder("strata.relay.behind", this, EventRelay::behind)
                .description("positions of the log that Kafka has not acknowledged")
                .register(meters);
    }

    /** Has the whole log sent again, as after a loss in the topic. Readers skip what they have. */
    public void restart() {
        positions.restart();
    }

    /** Down while this process cannot relay; commands are taken all the same. */
    public Health health() {
        String cause = failure;
        return cause == null
                ? Health.up().build()
                : Health.down().withDetail("failing", cause).build();
    }

    private double behind() {
        return jdbc.sql("SELECT coalesce(max(global_index), -1) FROM log.event")
                        .query(Long.class)
                        .single()
                - positions.get().read().getIndex();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("relay").start(this::run);
    }

    private void run() {
        while (running) {
            try (ProcessLock lock = ProcessLock.take(dataSource, "log", "relay").orElse(null)) {
                if (lock == null) {
                    works(); // Another process relays, and says how that goes.
                } else {
                    lead(lock);
                }
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
            pause();
        }
    }

    private void lead(ProcessLock lock) throws InterruptedException {
        try (EventTopic topic = EventTopic.connect(settings);
                RelayRun run = new RelayRun(settings, records, positions, source, this::position, topic, guard)) {
            while (running && lock.isHeld() && run.isCurrent()) {
                run.relay(CHECKED_EVERY);
                works();
            }
        }
    }

    private void works() {
        failures = 0;
        failure = null;
    }

    private long position(String stream, long version) {
        return log.positionOf(stream, version)
                .orElseThrow(() -> new IllegalStateException("the log does not hold what it delivered"));
    }

    private void failed(RuntimeException e) {
        if (running) {
            failures++;
            failure = e.toString();
            LOG.warn("events are not relayed to Kafka, trying again: {}", e.toString());
        }
    }

    /** Longer after each failure, up to eight seconds. */
    private void pause() {
        try {
            if (ended.tryAcquire(PAUSE_MILLIS << Math.min(failures, DOUBLINGS_MAX), TimeUnit.MILLISECONDS)) {
                ended.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** What waits for a broker does not wait any longer. */
    @Override
    public void stop() {
        running = false;
        ended.release();
        Thread loop = thread;
        if (loop != null) {
            try {
                if (!loop.join(STOP)) {
                    loop.interrupt();
                    loop.join(STOP);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
