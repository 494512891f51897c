package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.sync.transport.CommittedEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes into the home space of an account what it has mounted of a node: the strongest role that it, or a group that it
 * is in, was given there. Its own spaces it has without.
 */
@Component
class Mounts {
    private final JdbcClient jdbc;
    private final SpaceSequence spaces;

    Mounts(JdbcClient jdbc, SpaceSequence spaces) {
        this.jdbc = jdbc;
        this.spaces = spaces;
    }

    /** For whom a grant is: an account, or each member of a group. */
    void refreshAll(SpaceId mounted, NodeId node, AccountId grantee, CommittedEvent at) {
        accounts(grantee).forEach(account -> refresh(mounted, node, account, at));
    }

    private List<AccountId> accounts(AccountId grantee) {
        boolean group = jdbc.sql("SELECT EXISTS (SELECT FROM sync.account_group WHERE group_id = ?)")
                .param(grantee.value())
                .query(Boolean.class)
                .single();
        return group
                ? jdbc.sql("SELECT account_id FROM sync.group_member WHERE group_id = ? ORDER BY account_id")
                        .param(grantee.value())
                        .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                        .list()
                : List.of(grantee);
    }

    /** Writes the mount as it is now; without any role it ends. */
    void refresh(SpaceId mounted, NodeId node, AccountId account, CommittedEvent at) {
        SpaceId home = homeOf(account);
        if (home.equals(mounted)) {
            return;
        }
        Optional<Role> role = role(node, account);
        if (role.isEmpty() && !isMounted(home, node)) {
            return;
        }
        Map<String, @Nullable Object> parameters =
                Stamp.of(spaces.next(home, at), role.isEmpty() ? "unmounted" : "mounted", at);
        parameters.put("home", home.value());
        parameters.put("node", node.value());
        parameters.put("version", at.version());
        parameters.put("mounted", mounted.value());
        parameters.put("role", role.map(Role::name).orElse(null));
        parameters.put("expires", role.map(Role::expiresAt).orElse(null));
        parameters.put("deleted", role.isEmpty());
        parameters.put("deleted_at", role.isEmpty() ? parameters.get("time") : null);
        parameters.put("position", role.isEmpty() ? at.position() : null);
        jdbc.sql("""
                INSERT INTO sync.record AS r (space_id, node_id, type, version, mount_space_id, role, expires_at, deleted,
                    deleted_at, deleted_position, seq, other_seq, content_seq, op, by_account, by_device, changed_at)
                VALUES (:home, :node, 'mount', :version, :mounted, :role, CAST(:expires AS timestamptz), :deleted,
                    CAST(:deleted_at AS timestamptz), CAST(:position AS bigint), :seq, 0, :seq, :op, :actor, :device, :time)
                ON CONFLICT (space_id, node_id) DO UPDATE SET
                    version = excluded.version, deleted = excluded.deleted,
                    deleted_at = excluded.deleted_at, deleted_position = excluded.deleted_position,
                    role = coalesce(excluded.role, r.role), expires_at = excluded.expires_at,
                    seq = excluded.seq, op = excluded.op, by_account = excluded.by_account,
                    other_seq = CASE WHEN r.by_device = excluded.by_device THEN r.other_seq ELSE r.seq END,
                    by_device = excluded.by_device, changed_at = excluded.changed_at
                """).params(parameters).update();
    }

    /** @param expiresAt when the last of the grants ends; null if one does not */
    @SuppressWarnings("MissingSummary")
    private record Role(String name, @Nullable OffsetDateTime expiresAt) {}

    private Optional<Role> role(NodeId node, AccountId account) {
        return jdbc.sql("""
                SELECT (array_agg(g.role ORDER BY array_position(ARRAY['owner', 'editor', 'commenter', 'viewer'], g.role)))[1]
                        AS role,
                    CASE WHEN count(*) = count(g.expires_at) THEN max(g.expires_at) END AS expires_at
                FROM sync.node_grant g
                WHERE g.node_id = :node AND g.active
                    AND (g.grantee = :account OR g.grantee IN (
                        SELECT group_id FROM sync.group_member WHERE account_id = :account))
                    AND NOT EXISTS (
                        SELECT FROM sync.hidden_grant h WHERE h.grant_id = g.grant_id AND h.account_id = :account)
                HAVING count(*) > 0
                """)
                .param("node", node.value())
                .param("account", account.value())
                .query((row, _) -> new Role(row.getString("role"), row.getObject("expires_at", OffsetDateTime.class)))
                .optional();
    }

    private boolean isMounted(SpaceId home, NodeId node) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM sync.record WHERE space_id = ? AND node_id = ? AND NOT deleted)")
                .params(home.value(), node.value())
                .query(Boolean.class)
                .single();
    }

    private SpaceId homeOf(AccountId account) {
        return jdbc.sql("SELECT space_id FROM sync.space WHERE owner = ?")
                .param(account.value())
                .query(UUID.class)
                .optional()
                .map(SpaceId::new)
                .orElseThrow(
                        () -> new IllegalStateException("a grant for an account that was never opened: " + account));
    }
}
