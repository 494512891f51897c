package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.platform.axon.EventMetadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event, as it is told.
 *
 * @param id the same whenever it is told
 * @param position in the log
 * @param version of the node; its first event has 1
 */
record Message(
        String id, long position, long version, Instant time, String kind, NodeEvent event, EventMetadata metadata) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Null if it is none that receivers are told of. */
    static @Nullable Message of(EventMessage<?> message, long position) {
        if (!(message instanceof DomainEventMessage<?> stored)
                || !NodeEvent.class.isAssignableFrom(message.getPayloadType())) {
            return null;
        }
        NodeEvent event = (NodeEvent) message.getPayload();
        String kind = NodeNotice.kind(event);
        return kind == null
                ? null
                : new Message(
                        message.getIdentifier(),
                        position,
                        stored.getSequenceNumber() + 1,
                        message.getTimestamp(),
                        kind,
                        event,
                        EventMetadata.of(message.getMetaData()));
    }

    /** Of equal length, so that receivers can compare them as texts. */
    static String sequence(long position) {
        return "%019d".formatted(position);
    }

    NodeId node() {
        return event.nodeId();
    }

    /**
     * A CloudEvent 1.0 in structured JSON.
     *
     * @param visible which nodes the receiver may know
     */
    byte[] body(Predicate<NodeId> visible) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("specversion", "1.0");
        body.put("id", id);
        body.put("source", "/spaces/" + event.spaceId());
        body.put("type", "dev.strata.%s.v1".formatted(kind));
        body.put("subject", node().toString());
        body.put("time", time.toString());
        body.put("sequence", sequence(position));
        body.put("datacontenttype", "application/json");
        body.put("data", data(visible));
        return JSON.writeValueAsBytes(body);
    }

    private Map<String, @Nullable Object> data(Predicate<NodeId> visible) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("nodeId", node());
        data.put("version", version);
        data.put("by", metadata.actor());
        if (metadata.link() != null) {
            data.put("link", Objects.requireNonNull(metadata.link()));
        }
        data.putAll(NodeNotice.data(event, visible));
        return data;
    }
}
