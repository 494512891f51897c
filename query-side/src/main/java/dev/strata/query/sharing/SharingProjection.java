package dev.strata.query.sharing;

import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code sharing_account} and {@code sharing_grant}: whose is what, and who else may. Safe to replay from zero. */
@Component
@ProcessingGroup("sharing")
class SharingProjection extends BatchedProjection {
    private final JdbcClient jdbc;

    SharingProjection(JdbcClient jdbc, Target target) {
        super(jdbc, target, "sharing_account", "sharing_grant");
        this.jdbc = jdbc;
    }

    @Override
    public SharingProjection to(Target other) {
        return new SharingProjection(jdbc, other);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void onAccount(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = GrantEvent.class)
    void onGrant(DomainEventMessage<?> message) {
        collect(message);
    }

    @Override
    protected void apply(List<Happened> batch) {
        for (Happened happened : batch) {
            switch (happened.event()) {
                case AccountEvent event -> apply(event);
                case GrantEvent event -> apply(event, happened.now());
                default -> throw new IllegalArgumentException("not about sharing: " + happened.type());
            }
        }
    }

    private void apply(AccountEvent event) {
        switch (event) {
            case AccountOpened e ->
                jdbc.sql(in("""
                                INSERT INTO {schema}.sharing_account
                                    (account_id, login, display_name, home_space_id, root_folder_id)
                                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """))
                        .param(e.accountId().value())
                        .param(e.login())
                        .param(e.displayName())
                        .param(e.homeSpaceId().value())
                        .param(e.rootFolderId().value())
                        .update();
            case AccountErased e -> erase(e);
            case NodeStarred _, NodeUnstarred _ -> {}
        }
    }

    /** What others had shared with the account was revoked before; that it once was is known to them by its id. */
    private void erase(AccountErased event) {
        jdbc.sql(in("DELETE FROM {schema}.sharing_account WHERE account_id = ?"))
                .param(event.accountId().value())
                .update();
        jdbc.sql(in("DELETE FROM {schema}.sharing_grant WHERE space_id = ?"))
                .param(event.homeSpaceId().value())
                .update();
    }

    private void apply(GrantEvent event, Occurrence now) {
        switch (event) {
            case AccessGranted e -> {
                end(e, now);
                grant(e, e.role(), e.expiresAt(), now);
            }
            case RoleChanged e -> {
                end(e, now);
                grant(e, e.to(), e.expiresAt(), now);
            }
            case AccessRevoked e -> end(e, now);
        }
    }

    private void end(GrantEvent event, Occurrence now) {
        jdbc.sql(in("""
                        UPDATE {schema}.sharing_grant SET to_position = ?
                         WHERE grant_id = ? AND from_position < ? AND to_position > ?"""))
                .params(now.position(), event.grantId().value(), now.position(), now.position())
                .update();
    }

    /** Another role is no other day on which access was given. */
    private void grant(GrantEvent event, String role, @Nullable Instant expiresAt, Occurrence now) {
        jdbc.sql(in("""
                        INSERT INTO {schema}.sharing_grant (grant_id, node_id, space_id, grantee, role, expires_at,
                            granted_at, granted_by, version, from_position)
                        SELECT :grant, :node, :space, :grantee, :role, CAST(:expires AS timestamptz),
                            coalesce((SELECT g.granted_at FROM {schema}.sharing_grant g
                                 WHERE :changed AND g.grant_id = :grant AND g.to_position = :position), :at),
                            CAST(:by AS uuid), :version, :position
                        ON CONFLICT DO NOTHING"""))
                .param("changed", event instanceof RoleChanged)
                .param("grant", event.grantId().value())
                .param("node", event.nodeId().value())
                .param("space", event.spaceId().value())
                .param("grantee", event.grantee().value())
                .param("role", role)
                .param("expires", expiresAt == null ? null : Columns.utc(expiresAt))
                .param("at", now.at())
                .param("by", now.actor())
                .param("version", now.version())
                .param("position", now.position())
                .update();
    }
}
