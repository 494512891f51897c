package dev.strata.query.sharing;

import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
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
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code sharing_account} and {@code sharing_grant}: whose is what, and who else may. Safe to replay from zero. */
@Component
@ProcessingGroup("sharing")
class SharingProjection {
    private final JdbcClient jdbc;
    private final ProjectedTree tree;

    SharingProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tree = new ProjectedTree(jdbc, "query.sharing_tree");
    }

    @EventHandler
    void on(AccountEvent event) {
        switch (event) {
            case AccountOpened e ->
                jdbc.sql("""
                                INSERT INTO query.sharing_account
                                    (account_id, login, display_name, home_space_id, root_folder_id)
                                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """)
                        .param(e.accountId().value())
                        .param(e.login())
                        .param(e.displayName())
                        .param(e.homeSpaceId().value())
                        .param(e.rootFolderId().value())
                        .update();
        }
    }

    @EventHandler
    void on(GrantEvent event, DomainEventMessage<?> message) {
        Occurrence now = Occurrence.of(message);
        switch (event) {
            case AccessGranted e -> grant(e, e.role(), e.expiresAt(), now);
            case RoleChanged e -> grant(e, e.to(), e.expiresAt(), now);
            case AccessRevoked e ->
                jdbc.sql(
                                "UPDATE query.sharing_grant SET revoked = true, version = ? WHERE grant_id = ? AND version < ?")
                        .params(now.version(), e.grantId().value(), now.version())
                        .update();
        }
    }

    /** A grant that was revoked can be given again under the same id. */
    private void grant(GrantEvent event, String role, @Nullable Instant expiresAt, Occurrence now) {
        jdbc.sql("""
                        INSERT INTO query.sharing_grant AS known (grant_id, node_id, space_id, grantee, role, expires_at,
                            granted_at, granted_by, revoked, version)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, false, ?)
                        ON CONFLICT (grant_id) DO UPDATE SET role = excluded.role, expires_at = excluded.expires_at,
                            granted_at = CASE WHEN known.revoked THEN excluded.granted_at ELSE known.granted_at END,
                            granted_by = excluded.granted_by, revoked = false, version = excluded.version
                        WHERE known.version < excluded.version
                        """)
                .param(event.grantId().value())
                .param(event.nodeId().value())
                .param(event.spaceId().value())
                .param(event.grantee().value())
                .param(role)
                .param(expiresAt == null ? null : Columns.utc(expiresAt))
                .param(now.at())
                .param(now.actor())
                .param(now.version())
                .update();
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        tree.follow(event, Occurrence.of(message).version());
        switch (event) {
            case NodePurged e ->
                jdbc.sql("DELETE FROM query.sharing_grant WHERE node_id = ANY (CAST(? AS uuid[]))")
                        .param(tree.purge(e.nodeId()))
                        .update();
            case FolderCreated _,
                    FileCreated _,
                    VersionAdded _,
                    VersionRestored _,
                    NodeRenamed _,
                    NodeMoved _,
                    NodeTrashed _,
                    NodeUntrashed _ -> {}
        }
    }

    @ResetHandler
    void reset() {
        jdbc.sql("TRUNCATE query.sharing_account, query.sharing_grant").update();
        tree.clear();
    }
}
