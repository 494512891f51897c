package dev.strata.command.log;

import dev.strata.command.node.domain.NodeState;
import dev.strata.command.node.domain.NodeState.Live;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads many streams at once, as they were committed; what this transaction has appended is not among it. */
@Component
public class Streams {
    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final Configuration axon;

    Streams(JdbcClient jdbc, @Qualifier("eventSerializer") Serializer serializer, Configuration axon) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.axon = axon;
    }

    /** The events of these nodes, stream by stream, each from its first. */
    public List<DomainEventMessage<?>> read(Collection<NodeId> nodes) {
        List<LoggedEvent> rows = jdbc.sql("""
                        SELECT * FROM log.event WHERE aggregate_identifier = ANY (?)
                         ORDER BY aggregate_identifier, sequence_number""")
                .param(nodes.stream().map(NodeId::toString).toArray(String[]::new))
                .query(LoggedEvent::read)
                .list();
        return messages(rows);
    }

    /** What rows of {@code log.event} tell. */
    List<DomainEventMessage<?>> messages(List<LoggedEvent> rows) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(rows.stream(), serializer, axon.upcasterChain())
                .asStream()
                .<DomainEventMessage<?>>map(message -> message)
                .toList();
    }

    /** The nodes as they are, in the trash or not; without those that never were or are purged. */
    public Map<NodeId, Node> nodes(Collection<NodeId> ids) {
        Map<NodeId, NodeState> states = new HashMap<>();
        for (DomainEventMessage<?> message : read(ids)) {
            if (message.getPayload() instanceof NodeEvent event) {
                NodeState before = states.getOrDefault(event.nodeId(), NodeState.initial());
                states.put(event.nodeId(), before.evolve(event, message.getTimestamp()));
            }
        }
        Map<NodeId, Node> nodes = new HashMap<>();
        states.forEach((id, state) -> {
            switch (state) {
                case Live live -> nodes.put(id, live.node());
                case Trashed trashed -> nodes.put(id, trashed.node());
                case NodeState.Absent _, NodeState.Purged _ -> {}
            }
        });
        return nodes;
    }
}
