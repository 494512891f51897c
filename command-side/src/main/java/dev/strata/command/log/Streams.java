package dev.strata.command.log;

import dev.strata.command.node.domain.NodeState;
import dev.strata.command.node.domain.NodeState.Live;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.NodeState.Trashed;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import java.util.ArrayList;
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

    /** An event and its place in the log. */
    public record Located(long position, DomainEventMessage<?> message) {}

    /** The events of nodes and grants after a position, in the order of the log. */
    public List<Located> after(long position, int limit) {
        List<Long> positions = new ArrayList<>();
        List<LoggedEvent> rows = jdbc.sql("""
                        SELECT * FROM log.event WHERE global_index > ? AND type IN ('Node', 'Grant')
                         ORDER BY global_index LIMIT ?""")
                .params(position, limit)
                .query((row, index) -> {
                    positions.add(row.getLong("global_index"));
                    return LoggedEvent.read(row, index);
                })
                .list();
        List<DomainEventMessage<?>> messages = messages(rows);
        List<Located> located = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            located.add(new Located(positions.get(i), messages.get(i)));
        }
        return located;
    }

    /** The events of these nodes, stream by stream, each from its first. */
    public List<DomainEventMessage<?>> read(Collection<NodeId> nodes) {
        return readStreams(nodes.stream().map(NodeId::toString).toList());
    }

    /** The same for streams of any kind. */
    public List<DomainEventMessage<?>> readStreams(Collection<String> ids) {
        List<LoggedEvent> rows = jdbc.sql("""
                        SELECT * FROM log.event WHERE aggregate_identifier = ANY (?)
                         ORDER BY aggregate_identifier, sequence_number""")
                .param(ids.toArray(String[]::new))
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
