package dev.strata.query.trash;

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
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.ProjectedTree;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code trash_listing}: one row for each node that was put into the trash. Safe to replay from zero. */
@Component
@ProcessingGroup("trash-listing")
class TrashListingProjection {
    private final JdbcClient jdbc;
    private final ProjectedTree tree;

    TrashListingProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tree = new ProjectedTree(jdbc, "query.trash_listing_tree");
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        Occurrence now = Occurrence.of(message);
        tree.follow(event, now.version());
        switch (event) {
            case NodeTrashed e -> insert(e, now);
            case NodeUntrashed e -> delete(e, now);
            case NodePurged e -> purge(e.nodeId());
            case FolderCreated _, FileCreated _, VersionAdded _, VersionRestored _, NodeRenamed _, NodeMoved _ -> {}
        }
    }

    private void insert(NodeTrashed event, Occurrence now) {
        jdbc.sql("""
                        INSERT INTO query.trash_listing (node_id, space_id, trashed_at, trashed_by, version)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                .param(event.nodeId().value())
                .param(event.spaceId().value())
                .param(now.at())
                .param(now.actor())
                .param(now.version())
                .update();
    }

    private void delete(NodeUntrashed event, Occurrence now) {
        jdbc.sql("DELETE FROM query.trash_listing WHERE node_id = ? AND version < ?")
                .params(event.nodeId().value(), now.version())
                .update();
    }

    private void purge(NodeId nodeId) {
        jdbc.sql("DELETE FROM query.trash_listing WHERE node_id = ANY (CAST(? AS uuid[]))")
                .param(tree.purge(nodeId))
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("TRUNCATE query.trash_listing").update();
        tree.clear();
    }
}
