package dev.strata.query.projection;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A projection's own record of what is below what. Purging a folder is one event for all that is in it, and a
 * projection must not ask another one, which may be ahead or behind.
 */
public final class ProjectedTree {
    private final JdbcClient jdbc;
    private final String table;

    /** Of a table with {@code node_id}, {@code parent_id} and {@code version}. */
    public ProjectedTree(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** Notes where a node was put. Call {@link #purge} for a purge. */
    public void follow(NodeEvent event, long version) {
        switch (event) {
            case FolderCreated e -> place(e.nodeId(), e.parentId(), version);
            case FileCreated e -> place(e.nodeId(), e.parentId(), version);
            case NodeMoved e -> move(e.nodeId(), e.to(), version);
            case NodeUntrashed e -> move(e.nodeId(), e.parentId(), version);
            case VersionAdded _, VersionRestored _, NodeRenamed _, NodeTrashed _, NodePurged _ -> {}
        }
    }

    private void place(NodeId nodeId, @Nullable NodeId parentId, long version) {
        jdbc.sql("INSERT INTO " + table + " (node_id, parent_id, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .param(nodeId.value())
                .param(parentId == null ? null : parentId.value())
                .param(version)
                .update();
    }

    private void move(NodeId nodeId, NodeId parentId, long version) {
        jdbc.sql("UPDATE " + table + " SET parent_id = ?, version = ? WHERE node_id = ? AND version < ?")
                .params(parentId.value(), version, nodeId.value(), version)
                .update();
    }

    /** Deletes the node and all below it; answers which those were, in the form of {@code = ANY (CAST(? AS uuid[]))}. */
    public String[] purge(NodeId nodeId) {
        return jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT node_id FROM %1$s WHERE node_id = ?
                            UNION ALL
                            SELECT child.node_id FROM %1$s child JOIN below ON child.parent_id = below.node_id
                        )
                        DELETE FROM %1$s WHERE node_id IN (SELECT node_id FROM below) RETURNING CAST(node_id AS text)
                        """.formatted(table))
                .param(nodeId.value())
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    public void clear() {
        jdbc.sql("TRUNCATE " + table).update();
    }
}
