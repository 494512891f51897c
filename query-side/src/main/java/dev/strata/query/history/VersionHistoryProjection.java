package dev.strata.query.history;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.FileContent;
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
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.ProjectedTree;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code version_history}: one row for each version of a file. Safe to replay from zero. */
@Component
@ProcessingGroup("version-history")
class VersionHistoryProjection {
    private final JdbcClient jdbc;
    private final ProjectedTree tree;

    VersionHistoryProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tree = new ProjectedTree(jdbc, "query.version_history_tree");
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        Occurrence now = Occurrence.of(message);
        tree.follow(event, now.version());
        switch (event) {
            case FileCreated e -> insert(e.nodeId(), 1, e.content(), null, now);
            case VersionAdded e -> insert(e.nodeId(), e.version(), e.content(), null, now);
            case VersionRestored e -> insert(e.nodeId(), e.version(), e.content(), e.restored(), now);
            case NodePurged e -> purge(e.nodeId());
            case FolderCreated _, NodeRenamed _, NodeMoved _, NodeTrashed _, NodeUntrashed _ -> {}
        }
    }

    private void insert(
            NodeId nodeId, int number, FileContent content, @Nullable Integer restoredFrom, Occurrence now) {
        jdbc.sql("""
                        INSERT INTO query.version_history (node_id, number, manifest_id, size, sha256, sha256_verified,
                            media_type, created_at, modified_at, made_by, device, restored_from)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                .param(nodeId.value())
                .param(number)
                .param(content.manifestId().hex())
                .param(content.size())
                .param(content.sha256())
                .param(content.sha256Verified())
                .param(content.mediaType())
                .param(now.at())
                .param(content.modifiedAt() == null ? null : Columns.utc(content.modifiedAt()))
                .param(now.actor())
                .param(now.device())
                .param(restoredFrom)
                .update();
    }

    private void purge(NodeId nodeId) {
        jdbc.sql("DELETE FROM query.version_history WHERE node_id = ANY (CAST(? AS uuid[]))")
                .param(tree.purge(nodeId))
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("TRUNCATE query.version_history").update();
        tree.clear();
    }
}
