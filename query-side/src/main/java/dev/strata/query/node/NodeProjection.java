package dev.strata.query.node;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code query.node} and what nodes were. Safe to replay from zero. */
@Component
@ProcessingGroup("node")
class NodeProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;
    private final NodeTables tables;

    NodeProjection(JdbcClient client, JdbcTemplate jdbc, Target target) {
        super(client, target, "node", "node_place", "node_state_past");
        this.client = client;
        this.jdbc = jdbc;
        this.tables = new NodeTables(jdbc, target);
    }

    @Override
    public NodeProjection to(Target other) {
        return new NodeProjection(client, jdbc, other);
    }

    @EventHandler(payloadType = NodeEvent.class)
    void on(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler
    void on(AccountErased event, DomainEventMessage<?> message) {
        collect(message);
    }

    /** A purge needs all that came before it to be written, because it takes what is below with it; so does an erasure. */
    @Override
    protected void apply(List<Happened> batch) {
        List<Happened> waiting = new ArrayList<>();
        for (Happened happened : batch) {
            switch (happened.event()) {
                case NodePurged purge -> {
                    fold(waiting);
                    waiting.clear();
                    tables.purge(purge.nodeId().value(), happened.now().position());
                }
                case AccountErased erased -> {
                    fold(waiting);
                    waiting.clear();
                    tables.erase(erased.homeSpaceId().value());
                }
                default -> waiting.add(happened);
            }
        }
        fold(waiting);
    }

    private void fold(List<Happened> events) {
        if (events.isEmpty()) {
            return;
        }
        Set<UUID> nodes =
                events.stream().map(happened -> node(happened).nodeId().value()).collect(Collectors.toSet());
        Map<UUID, NodeRow> rows = tables.find(nodes);
        Set<UUID> unknown = new HashSet<>(nodes);
        unknown.removeAll(rows.keySet());
        Set<UUID> purged = unknown.isEmpty() ? Set.of() : Set.copyOf(tables.purged(unknown));
        NodeFold fold = new NodeFold(rows);
        for (Happened happened : events) {
            if (!purged.contains(node(happened).nodeId().value())) {
                fold.apply(node(happened), happened.now());
            }
        }
        tables.write(fold);
    }

    private static NodeEvent node(Happened happened) {
        return (NodeEvent) happened.event();
    }
}
