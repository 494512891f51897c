package dev.strata.command.undo;

import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.kernel.id.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows what is below what, now and as it should be. */
@Component
class Kinship {
    private final JdbcClient jdbc;

    Kinship(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the nodes that are, or should be, in the tree below {@code top}, itself included. */
    Set<NodeId> below(NodeId top, Collection<NodeTarget> targets) {
        Map<NodeId, NodeId> now = new HashMap<>();
        Map<NodeId, NodeId> then = new HashMap<>();
        Set<NodeId> asked = new HashSet<>();
        for (NodeTarget target : targets) {
            put(now, target.nodeId(), target.now().parentId());
            put(then, target.nodeId(), target.parentThen());
            asked.add(target.nodeId());
            add(asked, target.now().parentId());
            add(asked, target.parentThen());
        }
        parents(asked).forEach((node, parent) -> {
            now.putIfAbsent(node, parent);
            then.putIfAbsent(node, parent);
        });
        Set<NodeId> below = new HashSet<>();
        for (NodeTarget target : targets) {
            if (leadsTo(top, target.nodeId(), now) || leadsTo(top, target.nodeId(), then)) {
                below.add(target.nodeId());
            }
        }
        return below;
    }

    private static void put(Map<NodeId, NodeId> parents, NodeId node, @Nullable NodeId parent) {
        if (parent != null) {
            parents.put(node, parent);
        }
    }

    private static void add(Set<NodeId> nodes, @Nullable NodeId node) {
        if (node != null) {
            nodes.add(node);
        }
    }

    private static boolean leadsTo(NodeId top, NodeId node, Map<NodeId, NodeId> parents) {
        Set<NodeId> seen = new HashSet<>();
        for (NodeId up = node; up != null && seen.add(up); up = parents.get(up)) {
            if (up.equals(top)) {
                return true;
            }
        }
        return false;
    }

    /** The parents of these nodes and of all above them. */
    private Map<NodeId, NodeId> parents(Set<NodeId> nodes) {
        Map<NodeId, NodeId> parents = new HashMap<>();
        jdbc.sql("""
                        WITH RECURSIVE up AS (
                            SELECT node_id, parent_id FROM command.node WHERE node_id = ANY (?)
                            UNION
                            SELECT n.node_id, n.parent_id FROM up JOIN command.node n ON n.node_id = up.parent_id)
                        SELECT node_id, parent_id FROM up WHERE parent_id IS NOT NULL""")
                .param(nodes.stream().map(NodeId::value).toArray(UUID[]::new))
                .query(row -> {
                    parents.put(
                            new NodeId(row.getObject("node_id", UUID.class)),
                            new NodeId(row.getObject("parent_id", UUID.class)));
                });
        return parents;
    }

    boolean isBelow(NodeId node, NodeId top) {
        return leadsTo(top, node, parents(Set.of(node)));
    }

    /** What is live below a folder. */
    Set<NodeId> liveBelow(NodeId folder) {
        Set<NodeId> below = new HashSet<>();
        jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT node_id FROM command.node WHERE parent_id = ? AND name_key IS NOT NULL
                            UNION ALL
                            SELECT n.node_id FROM below JOIN command.node n
                                ON n.parent_id = below.node_id AND n.name_key IS NOT NULL)
                        SELECT node_id FROM below""").param(folder.value()).query(row -> {
            below.add(new NodeId(row.getObject("node_id", UUID.class)));
        });
        return below;
    }
}
