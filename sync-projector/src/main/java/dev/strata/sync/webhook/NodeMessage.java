package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.platform.axon.EventMetadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event of a node, as it is told.
 *
 * @param id the same whenever it is told
 * @param position in the log
 * @param version of the node; its first event has 1
 */
record NodeMessage(
        String id, long position, long version, Instant time, String kind, NodeEvent event, EventMetadata metadata)
        implements Message {
    /** Null if it is none that receivers are told of. */
    static @Nullable NodeMessage of(EventMessage<?> message, long position) {
        if (!(message instanceof DomainEventMessage<?> stored)
                || !NodeEvent.class.isAssignableFrom(message.getPayloadType())) {
            return null;
        }
        NodeEvent event = (NodeEvent) message.getPayload();
        String kind = NodeNotice.kind(event);
        return kind == null
                ? null
                : new NodeMessage(
                        message.getIdentifier(),
                        position,
                        stored.getSequenceNumber() + 1,
                        message.getTimestamp(),
                        kind,
                        event,
                        EventMetadata.of(message.getMetaData()));
    }

    @Override
    public NodeId node() {
        return event.nodeId();
    }

    /** Its stream in the log. */
    @Override
    public UUID line() {
        return node().value();
    }

    /** @param visible which nodes the receiver may know */
    @SuppressWarnings("MissingSummary")
    CloudEvent cloudEvent(Predicate<NodeId> visible) {
        return new CloudEvent(id, "/spaces/" + event.spaceId(), kind, node().toString(), time, position, data(visible));
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
