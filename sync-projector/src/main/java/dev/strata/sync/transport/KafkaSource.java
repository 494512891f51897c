package dev.strata.sync.transport;

import dev.strata.platform.axon.EventLogSource;
import dev.strata.platform.axon.ProjectionFailures;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.platform.kafka.EventRecords;
import dev.strata.platform.kafka.KafkaSettings;
import dev.strata.platform.kafka.RelayedEvent;
import dev.strata.platform.kafka.TopicGuard;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Streams the topic to the processor of the feed. Tokens are those of the log, whichever way its events come. */
@Component
@ConditionalOnProperty(name = "strata.events.transport", havingValue = "kafka")
class KafkaSource implements StreamableMessageSource<TrackedEventMessage<?>> {
    private static final GapAwareTrackingToken NOTHING = GapAwareTrackingToken.newInstance(-1, Set.of());

    private final KafkaSettings settings;
    private final EventRecords records;
    private final TopicGuard guard;
    private final KafkaOffsets offsets;
    private final SubjectKeys keys;
    private final EventLogSource log;
    private final ProjectionFailures failures;

    KafkaSource(
            KafkaSettings settings,
            EventRecords records,
            TopicGuard guard,
            KafkaOffsets offsets,
            SubjectKeys keys,
            EventLogSource log,
            ProjectionFailures failures) {
        this.settings = settings;
        this.records = records;
        this.guard = guard;
        this.offsets = offsets;
        this.keys = keys;
        this.log = log;
        this.failures = failures;
    }

    @Autowired
    void register(EventProcessingConfigurer processing) {
        processing.registerPooledStreamingEventProcessor(EventStoreTransport.PROCESSOR, _ -> this);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        return new KafkaStream(this, (GapAwareTrackingToken) Objects.requireNonNullElse(position, NOTHING)).start();
    }

    @Override
    public TrackingToken createTailToken() {
        return log.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return log.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return log.createTokenAt(time);
    }

    KafkaSettings settings() {
        return settings;
    }

    EventRecords records() {
        return records;
    }

    TopicGuard guard() {
        return guard;
    }

    KafkaOffsets offsets() {
        return offsets;
    }

    SubjectKeys keys() {
        return keys;
    }

    TrackedEventMessage<?> message(RelayedEvent event, GapAwareTrackingToken seen, String topicId) {
        return (TrackedEventMessage<?>)
                records.message(event, seen).andMetaData(Map.of(ReadFrom.KEY, ReadFrom.of(event, topicId)));
    }

    /** The feed gets no events, whatever there are. */
    void fails(String cause) {
        failures.add(EventStoreTransport.PROCESSOR, cause);
    }

    void works() {
        failures.remove(EventStoreTransport.PROCESSOR);
    }
}
