package dev.strata.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.node.NodeEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * The form that events have in Kafka: the payload as it lies in the log, personal values encrypted; what is known about
 * the event in headers; as key its space, or its stream if it has none.
 */
public final class EventRecords {
    private static final String ID = "id";
    private static final String POSITION = "position";
    private static final String TYPE = "type";
    private static final String STREAM = "stream";
    private static final String VERSION = "version";
    private static final String TIME = "time";
    private static final String PAYLOAD_TYPE = "payload-type";
    private static final String PAYLOAD_REVISION = "payload-revision";
    private static final String META_DATA = "meta-data";
    private static final String PLACE = "place";
    private static final String AFTER = "after";
    private static final String SEEN = "seen";

    private final Serializer serializer;
    private final Configuration axon;

    EventRecords(Serializer serializer, Configuration axon) {
        this.serializer = serializer;
        this.axon = axon;
    }

    ProducerRecord<byte[], byte[]> write(
            String topic,
            DomainEventMessage<?> event,
            long position,
            GapAwareTrackingToken seen,
            Place place,
            Place after) {
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key(event).getBytes(UTF_8), payload.getData());
        Headers headers = record.headers();
        put(headers, ID, event.getIdentifier());
        put(headers, POSITION, Long.toString(position));
        put(headers, TYPE, event.getType());
        put(headers, STREAM, event.getAggregateIdentifier());
        put(headers, VERSION, Long.toString(event.getSequenceNumber() + 1));
        put(headers, TIME, event.getTimestamp().toString());
        put(headers, PAYLOAD_TYPE, payload.getType().getName());
        if (payload.getType().getRevision() != null) {
            put(headers, PAYLOAD_REVISION, payload.getType().getRevision());
        }
        headers.add(META_DATA, event.serializeMetaData(serializer, byte[].class).getData());
        put(headers, PLACE, place.toString());
        put(headers, AFTER, after.toString());
        put(headers, SEEN, text(seen));
        return record;
    }

    private static String key(DomainEventMessage<?> event) {
        return switch (event.getPayload()) {
            case NodeEvent e -> e.spaceId().toString();
            case GrantEvent e -> e.spaceId().toString();
            case LinkEvent e -> e.spaceId().toString();
            case CommentEvent e -> e.spaceId().toString();
            default -> event.getAggregateIdentifier();
        };
    }

    public RelayedEvent read(ConsumerRecord<byte[], byte[]> stored) {
        return new RelayedEvent(
                Place.parse(header(stored, PLACE)),
                Place.parse(header(stored, AFTER)),
                Long.parseLong(header(stored, POSITION)),
                token(header(stored, SEEN)),
                stored);
    }

    String id(RelayedEvent event) {
        return header(event.stored(), ID);
    }

    /** The event for whoever handles events: up to date and, where nobody has been erased, decrypted. */
    public TrackedEventMessage<?> message(RelayedEvent event, TrackingToken token) {
        ConsumerRecord<byte[], byte[]> stored = event.stored();
        ReceivedEvent received = new ReceivedEvent(
                token,
                header(stored, ID),
                Instant.parse(header(stored, TIME)),
                header(stored, TYPE),
                header(stored, STREAM),
                Long.parseLong(header(stored, VERSION)) - 1,
                new SimpleSerializedObject<>(
                        stored.value(), byte[].class, header(stored, PAYLOAD_TYPE), optional(stored, PAYLOAD_REVISION)),
                new SerializedMetaData<>(bytes(stored, META_DATA), byte[].class));
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(received), serializer, axon.upcasterChain())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no event is left of " + header(stored, ID)));
    }

    /** An index, and the gaps below it. */
    private static String text(GapAwareTrackingToken token) {
        return Stream.concat(Stream.of(token.getIndex()), token.getGaps().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static GapAwareTrackingToken token(String text) {
        List<Long> numbers = Stream.of(text.split(",", -1)).map(Long::valueOf).toList();
        return GapAwareTrackingToken.newInstance(numbers.getFirst(), numbers.subList(1, numbers.size()));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> stored, String name) {
        return new String(bytes(stored, name), UTF_8);
    }

    private static byte[] bytes(ConsumerRecord<byte[], byte[]> stored, String name) {
        Header header = stored.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("no event of Strata: offset %d of partition %d of topic %s has no header %s"
                    .formatted(stored.offset(), stored.partition(), stored.topic(), name));
        }
        return header.value();
    }

    private static @Nullable String optional(ConsumerRecord<byte[], byte[]> stored, String name) {
        return stored.headers().lastHeader(name) == null ? null : header(stored, name);
    }
}
