package dev.strata.storage.reference;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code storage.manifest_reference}. A replay begins on the rows that are there, and leaves the same: if it
 * emptied the tables first, a collection that runs at that moment would find nothing to keep.
 */
@Component
@ProcessingGroup(ReferenceProjection.NAME)
class ReferenceProjection {
    static final String NAME = "manifest-reference";

    private final JdbcClient jdbc;

    ReferenceProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler(payloadType = NodeEvent.class)
    void onNode(EventMessage<?> message) {
        apply((NodeEvent) message.getPayload(), message.getTimestamp());
    }

    @EventHandler
    void on(AccountErased event, @Timestamp Instant at) {
        UUID space = event.homeSpaceId().value();
        jdbc.sql("INSERT INTO storage.erased_space (space_id, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(space, utc(at))
                .update();
        // They tell names of the account's files, and nobody can go on with them.
        jdbc.sql("DELETE FROM storage.upload WHERE account_id = ?")
                .param(event.accountId().value())
                .update();
        jdbc.sql("UPDATE storage.node SET purged_at = ? WHERE space_id = ? AND purged_at IS NULL")
                .params(utc(at), space)
                .update();
        jdbc.sql("UPDATE storage.manifest_reference SET released_at = ? WHERE space_id = ? AND released_at IS NULL")
                .params(utc(at), space)
                .update();
    }

    void apply(NodeEvent event, Instant at) {
        switch (event) {
            case FolderCreated e -> create(e, e.parentId());
            case FileCreated e -> {
                create(e, e.parentId());
                need(e, 1, e.content().manifestId());
            }
            case VersionAdded e -> need(e, e.version(), e.content().manifestId());
            case VersionRestored e -> need(e, e.version(), e.content().manifestId());
            case NodeMoved e -> place(e, e.to());
            case NodeUntrashed e -> place(e, e.parentId());
            case VersionsPruned e -> prune(e, at);
            case NodePurged e -> purge(e, at);
            default -> {
                // It changes neither where a node is nor which contents it needs.
            }
        }
    }

    private void create(NodeEvent event, @Nullable NodeId parent) {
        jdbc.sql("""
                        INSERT INTO storage.node (node_id, space_id, parent_id, purged_at)
                        VALUES (?, ?, ?, (SELECT erased_at FROM storage.erased_space WHERE space_id = ?))
                        ON CONFLICT DO NOTHING""")
                .param(event.nodeId().value())
                .param(event.spaceId().value())
                .param(parent == null ? null : parent.value())
                .param(event.spaceId().value())
                .update();
    }

    private void place(NodeEvent event, NodeId parent) {
        jdbc.sql("UPDATE storage.node SET parent_id = ? WHERE node_id = ?")
                .params(parent.value(), event.nodeId().value())
                .update();
    }

    private void need(NodeEvent event, int version, ManifestId manifest) {
        jdbc.sql("""
                        INSERT INTO storage.manifest_reference (node_id, version, space_id, manifest_id, released_at)
                        SELECT ?, ?, ?, ?, coalesce((SELECT purged_at FROM storage.node WHERE node_id = ?),
                                                    (SELECT erased_at FROM storage.erased_space WHERE space_id = ?))
                        ON CONFLICT DO NOTHING""")
                .params(
                        event.nodeId().value(),
                        version,
                        event.spaceId().value(),
                        HexFormat.of().parseHex(manifest.hex()),
                        event.nodeId().value(),
                        event.spaceId().value())
                .update();
    }

    private void prune(VersionsPruned event, Instant at) {
        jdbc.sql("""
                        UPDATE storage.manifest_reference SET released_at = ?
                         WHERE node_id = ? AND version = ANY (?) AND released_at IS NULL""")
                .params(utc(at), event.nodeId().value(), event.versions().toArray(Integer[]::new))
                .update();
    }

    private void purge(NodePurged event, Instant at) {
        jdbc.sql("""
                        WITH RECURSIVE gone AS (
                            SELECT CAST(? AS uuid) AS node_id
                            UNION
                            SELECT n.node_id FROM gone JOIN storage.node n ON n.parent_id = gone.node_id
                             WHERE n.purged_at IS NULL),
                        buried AS (
                            UPDATE storage.node n SET purged_at = ? FROM gone
                             WHERE n.node_id = gone.node_id AND n.purged_at IS NULL)
                        UPDATE storage.manifest_reference r SET released_at = ? FROM gone
                         WHERE r.node_id = gone.node_id AND r.released_at IS NULL""").params(event.nodeId().value(), utc(at), utc(at)).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
