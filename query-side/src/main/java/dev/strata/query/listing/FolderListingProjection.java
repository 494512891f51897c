package dev.strata.query.listing;

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
import dev.strata.kernel.node.NodeName;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.ProjectedTree;
import java.time.OffsetDateTime;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code folder_listing}: one row for each node. Safe to replay from zero. */
@Component
@ProcessingGroup("folder-listing")
class FolderListingProjection {
    private final JdbcClient jdbc;
    private final ProjectedTree tree;

    FolderListingProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tree = new ProjectedTree(jdbc, "query.folder_listing");
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        Occurrence now = Occurrence.of(message);
        switch (event) {
            case FolderCreated e -> insert(e, now);
            case FileCreated e -> insert(e, now);
            case VersionAdded e -> content(e.nodeId(), e.version(), e.content(), now);
            case VersionRestored e -> content(e.nodeId(), e.version(), e.content(), now);
            case NodeRenamed e ->
                update("name = :name, name_key = :key", e.nodeId(), now)
                        .param("name", e.to())
                        .param("key", NodeName.keyOf(e.to()))
                        .update();
            case NodeMoved e -> place(e.nodeId(), e.to(), e.toName(), now);
            case NodeTrashed e -> update("trashed = true", e.nodeId(), now).update();
            case NodeUntrashed e -> place(e.nodeId(), e.parentId(), e.name(), now);
            case NodePurged e -> tree.purge(e.nodeId());
        }
    }

    private void insert(FolderCreated event, Occurrence now) {
        jdbc.sql("""
                        INSERT INTO query.folder_listing (node_id, space_id, number, kind, parent_id, name, name_key,
                            version, created_at, modified_at, changed_by)
                        VALUES (:node, :space, :number, 'folder', :parent, :name, :key, :version, :at, :at, :by)
                        ON CONFLICT DO NOTHING
                        """)
                .param("node", event.nodeId().value())
                .param("space", event.spaceId().value())
                .param("number", event.number())
                .param(
                        "parent",
                        event.parentId() == null ? null : event.parentId().value())
                .param("name", event.name())
                .param("key", NodeName.keyOf(event.name()))
                .param("version", now.version())
                .param("at", now.at())
                .param("by", now.actor())
                .update();
    }

    private void insert(FileCreated event, Occurrence now) {
        FileContent content = event.content();
        jdbc.sql("""
                        INSERT INTO query.folder_listing (node_id, space_id, number, kind, parent_id, name, name_key,
                            version, content_version, size, sha256, sha256_verified, media_type,
                            created_at, modified_at, changed_by)
                        VALUES (:node, :space, :number, 'file', :parent, :name, :key,
                            :version, 1, :size, :sha256, :verified, :type, :at, :modified, :by)
                        ON CONFLICT DO NOTHING
                        """)
                .param("node", event.nodeId().value())
                .param("space", event.spaceId().value())
                .param("number", event.number())
                .param("parent", event.parentId().value())
                .param("name", event.name())
                .param("key", NodeName.keyOf(event.name()))
                .param("version", now.version())
                .param("size", content.size())
                .param("sha256", content.sha256())
                .param("verified", content.sha256Verified())
                .param("type", content.mediaType())
                .param("at", now.at())
                .param("modified", modified(content, now))
                .param("by", now.actor())
                .update();
    }

    private void content(NodeId nodeId, int number, FileContent content, Occurrence now) {
        update("""
                        content_version = :number, size = :size, sha256 = :sha256, sha256_verified = :verified,
                        media_type = :type, modified_at = :modified""", nodeId, now)
                .param("number", number)
                .param("size", content.size())
                .param("sha256", content.sha256())
                .param("verified", content.sha256Verified())
                .param("type", content.mediaType())
                .param("modified", modified(content, now))
                .update();
    }

    /** What comes back from the trash is placed, and nothing in the trash can be moved. */
    private void place(NodeId nodeId, NodeId parentId, String name, Occurrence now) {
        update("parent_id = :parent, name = :name, name_key = :key, trashed = false", nodeId, now)
                .param("parent", parentId.value())
                .param("name", name)
                .param("key", NodeName.keyOf(name))
                .update();
    }

    private JdbcClient.StatementSpec update(String assignments, NodeId nodeId, Occurrence now) {
        return jdbc.sql("UPDATE query.folder_listing SET " + assignments
                        + ", version = :version, changed_by = :by WHERE node_id = :node AND version < :version")
                .param("node", nodeId.value())
                .param("version", now.version())
                .param("by", now.actor());
    }

    /** The client's time if it gave one. */
    private static OffsetDateTime modified(FileContent content, Occurrence now) {
        return content.modifiedAt() == null ? now.at() : Columns.utc(content.modifiedAt());
    }

    @ResetHandler
    void reset() {
        tree.clear();
    }
}
