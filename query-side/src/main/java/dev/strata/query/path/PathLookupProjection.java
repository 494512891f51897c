package dev.strata.query.path;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
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
import dev.strata.kernel.node.NodeName;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.ProjectedTree;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code path_lookup}: where each node hangs and under which name. Safe to replay from zero. */
@Component
@ProcessingGroup("path-lookup")
class PathLookupProjection {
    private final JdbcClient jdbc;
    private final ProjectedTree tree;

    PathLookupProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tree = new ProjectedTree(jdbc, "query.path_lookup");
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        long version = Occurrence.of(message).version();
        switch (event) {
            case FolderCreated e -> insert(e.nodeId(), e.spaceId(), e.parentId(), e.name(), version);
            case FileCreated e -> insert(e.nodeId(), e.spaceId(), e.parentId(), e.name(), version);
            case NodeRenamed e ->
                update("name = :name, name_key = :key", e.nodeId(), version)
                        .param("name", e.to())
                        .param("key", NodeName.keyOf(e.to()))
                        .update();
            case NodeMoved e -> place(e.nodeId(), e.to(), e.toName(), version);
            case NodeTrashed e -> update("trashed = true", e.nodeId(), version).update();
            case NodeUntrashed e -> place(e.nodeId(), e.parentId(), e.name(), version);
            case NodePurged e -> tree.purge(e.nodeId());
            case VersionAdded _, VersionRestored _ -> {}
        }
    }

    private void insert(NodeId nodeId, SpaceId spaceId, @Nullable NodeId parentId, String name, long version) {
        jdbc.sql("""
                        INSERT INTO query.path_lookup (node_id, space_id, parent_id, name, name_key, version)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                .param(nodeId.value())
                .param(spaceId.value())
                .param(parentId == null ? null : parentId.value())
                .param(name)
                .param(NodeName.keyOf(name))
                .param(version)
                .update();
    }

    /** What comes back from the trash is placed, and nothing in the trash can be moved. */
    private void place(NodeId nodeId, NodeId parentId, String name, long version) {
        update("parent_id = :parent, name = :name, name_key = :key, trashed = false", nodeId, version)
                .param("parent", parentId.value())
                .param("name", name)
                .param("key", NodeName.keyOf(name))
                .update();
    }

    private JdbcClient.StatementSpec update(String assignments, NodeId nodeId, long version) {
        return jdbc.sql("UPDATE query.path_lookup SET " + assignments
                        + ", version = :version WHERE node_id = :node AND version < :version")
                .param("node", nodeId.value())
                .param("version", version);
    }

    @ResetHandler
    void reset() {
        tree.clear();
    }
}
