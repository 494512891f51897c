package dev.strata.query.sharing;

import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.id.GrantId;
import dev.strata.query.projection.AccessChanges;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code sharing_account} and {@code sharing_grant}, and by {@link GroupRows} the groups: whose is what, and who
 * else may. One projection, so that nobody sees a grant to a group without its members. Safe to replay from zero.
 */
@Component
@ProcessingGroup("sharing")
class SharingProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;
    private final Target target;

    SharingProjection(JdbcClient client, JdbcTemplate jdbc, Target target) {
        super(client, target, "sharing_account", "sharing_grant", "sharing_hidden", "sharing_group", "sharing_member");
        this.client = client;
        this.jdbc = jdbc;
        this.target = target;
    }

    @Override
    public SharingProjection to(Target other) {
        return new SharingProjection(client, jdbc, other);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void onAccount(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler
    void on(ProfileChanged event, DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = GrantEvent.class)
    void onGrant(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = GroupEvent.class)
    void onGroup(DomainEventMessage<?> message) {
        collect(message);
    }

    /** Nothing follows an erasure; when a grant ended depends on positions, not on the order of writing. */
    @Override
    protected void apply(List<Happened> batch) {
        List<@Nullable Object[]> opened = new ArrayList<>();
        List<@Nullable Object[]> granted = new ArrayList<>();
        List<Object[]> revoked = new ArrayList<>();
        List<Object[]> hidden = new ArrayList<>();
        List<Object[]> shown = new ArrayList<>();
        List<@Nullable Object[]> renamed = new ArrayList<>();
        List<AccountErased> erased = new ArrayList<>();
        Set<UUID> changed = new HashSet<>();
        GroupRows groups = new GroupRows();
        for (Happened happened : batch) {
            Occurrence now = happened.now();
            if (happened.event() instanceof GrantEvent e) {
                changed.add(e.spaceId().value());
            }
            switch (happened.event()) {
                case AccountOpened e -> {
                    opened.add(row(e));
                    changed.add(e.homeSpaceId().value());
                }
                case ProfileChanged e ->
                    renamed.add(new @Nullable Object[] {
                        e.displayName(), e.accountId().value()
                    });
                case AccessGranted e -> granted.add(row(e, e.role(), e.expiresAt(), e.mayShare(), e.source(), now));
                case RoleChanged e -> granted.add(row(e, e.to(), e.expiresAt(), e.mayShare(), e.source(), now));
                case AccessRevoked e ->
                    revoked.add(new Object[] {now.position(), e.grantId().value(), now.position(), now.position()});
                case ShareHidden e ->
                    hidden.add(new Object[] {e.grantId().value(), e.member().value(), now.position()});
                case ShareShown e ->
                    shown.add(new Object[] {
                        now.position(), e.grantId().value(), e.member().value(), now.position(), now.position()
                    });
                case GroupEvent e -> groups.add(e, now);
                case AccountErased e -> erased.add(e);
                case NodeStarred _, NodeUnstarred _ -> {}
                default -> throw new IllegalArgumentException("not about sharing: " + happened.type());
            }
        }
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.sharing_account (account_id, login, display_name, home_space_id, root_folder_id)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""), opened);
        jdbc.batchUpdate(in("UPDATE {schema}.sharing_account SET display_name = ? WHERE account_id = ?"), renamed);
        grant(granted);
        jdbc.batchUpdate(in("""
                UPDATE {schema}.sharing_grant SET to_position = ?
                 WHERE grant_id = ? AND from_position < ? AND to_position > ?"""), revoked);
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.sharing_hidden (grant_id, account_id, from_position)
                VALUES (?, ?, ?) ON CONFLICT DO NOTHING"""), hidden);
        jdbc.batchUpdate(in("""
                UPDATE {schema}.sharing_hidden SET to_position = ?
                 WHERE grant_id = ? AND account_id = ? AND from_position < ? AND to_position > ?"""), shown);
        groups.write(jdbc, this::in);
        changed.addAll(groups.moved(jdbc, this::in));
        AccessChanges.count(jdbc, target, name(), changed);
        erased.forEach(this::erase);
    }

    /** Ends what was granted before. Another role is no other day on which access was given. */
    private void grant(List<@Nullable Object[]> granted) {
        jdbc.batchUpdate(in("""
                WITH wanted AS (
                    SELECT CAST(? AS uuid) AS grant_id, CAST(? AS bigint) AS position, CAST(? AS boolean) AS changed),
                ended AS (
                    UPDATE {schema}.sharing_grant g SET to_position = wanted.position FROM wanted
                     WHERE g.grant_id = wanted.grant_id
                       AND g.from_position < wanted.position AND g.to_position > wanted.position
                    RETURNING g.granted_at)
                INSERT INTO {schema}.sharing_grant (grant_id, from_position, granted_at, node_id, space_id, grantee,
                    role, expires_at, granted_by, version, may_share, source_id)
                SELECT grant_id, position, coalesce((SELECT granted_at FROM ended WHERE changed), ?),
                    ?, ?, ?, ?, CAST(? AS timestamptz), CAST(? AS uuid), ?, ?, CAST(? AS uuid)
                  FROM wanted
                ON CONFLICT DO NOTHING"""), granted);
    }

    private static @Nullable Object[] row(
            GrantEvent event,
            String role,
            @Nullable Instant expiresAt,
            @Nullable Boolean mayShare,
            @Nullable GrantId source,
            Occurrence now) {
        return new @Nullable Object[] {
            event.grantId().value(),
            now.position(),
            event instanceof RoleChanged,
            now.at(),
            event.nodeId().value(),
            event.spaceId().value(),
            event.grantee().value(),
            role,
            expiresAt == null ? null : Columns.utc(expiresAt),
            now.actor(),
            now.version(),
            Boolean.TRUE.equals(mayShare),
            source == null ? null : source.value()
        };
    }

    private static @Nullable Object[] row(AccountOpened event) {
        return new @Nullable Object[] {
            event.accountId().value(),
            event.login(),
            event.displayName(),
            event.homeSpaceId().value(),
            event.rootFolderId().value()
        };
    }

    /** What others had shared with the account was revoked before; that it once was is known to them by its id. */
    private void erase(AccountErased event) {
        jdbc.update(
                in("DELETE FROM {schema}.sharing_account WHERE account_id = ?"),
                event.accountId().value());
        jdbc.update(
                in("DELETE FROM {schema}.sharing_grant WHERE space_id = ?"),
                event.homeSpaceId().value());
        AccessChanges.forget(jdbc, target, event.homeSpaceId().value());
        AccessChanges.forget(jdbc, target, event.accountId().value());
    }
}
