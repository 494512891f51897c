package dev.strata.sync.feed;

import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.sync.transport.CommittedEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what sharing does to the feed: the node says that it is shared, the grantee's home space has a mount of it. */
@Component
class SharingRecords {
    private final JdbcClient jdbc;
    private final SpaceSequence spaces;

    SharingRecords(JdbcClient jdbc, SpaceSequence spaces) {
        this.jdbc = jdbc;
        this.spaces = spaces;
    }

    void apply(GrantEvent event, CommittedEvent at) {
        switch (event) {
            case AccessGranted e when grant(e, at) -> given(e, e.role(), at);
            case RoleChanged e when changeRole(e, at) -> given(e, e.to(), at);
            case AccessRevoked e
            when revoke(e, at) -> {
                markNode(e, "unshared", at);
                mount(e.spaceId(), e.nodeId(), e.grantee(), null, at);
            }
            case AccessGranted _, RoleChanged _, AccessRevoked _ -> {
                // Applied before.
            }
        }
    }

    private void given(GrantEvent event, String role, CommittedEvent at) {
        markNode(event, "shared", at);
        mount(event.spaceId(), event.nodeId(), event.grantee(), role, at);
    }

    private boolean grant(AccessGranted event, CommittedEvent at) {
        return jdbc.sql("""
                INSERT INTO sync.node_grant AS g (grant_id, node_id, space_id, grantee, role, active, version)
                VALUES (?, ?, ?, ?, ?, true, ?)
                ON CONFLICT (grant_id) DO UPDATE SET role = excluded.role, active = true, version = excluded.version
                WHERE g.version < excluded.version
                """)
                        .params(
                                event.grantId().value(),
                                event.nodeId().value(),
                                event.spaceId().value(),
                                event.grantee().value(),
                                event.role(),
                                at.version())
                        .update()
                == 1;
    }

    private boolean changeRole(RoleChanged event, CommittedEvent at) {
        return jdbc.sql("UPDATE sync.node_grant SET role = ?, version = ? WHERE grant_id = ? AND version < ?")
                        .params(event.to(), at.version(), event.grantId().value(), at.version())
                        .update()
                == 1;
    }

    private boolean revoke(AccessRevoked event, CommittedEvent at) {
        return jdbc.sql("UPDATE sync.node_grant SET active = false, version = ? WHERE grant_id = ? AND version < ?")
                        .params(at.version(), event.grantId().value(), at.version())
                        .update()
                == 1;
    }

    /** A grant is no change of the node itself: its version stays. */
    private void markNode(GrantEvent event, String op, CommittedEvent at) {
        Map<String, @Nullable Object> parameters = Stamp.of(spaces.next(event.spaceId(), at), op, at);
        parameters.put("space", event.spaceId().value());
        parameters.put("node", event.nodeId().value());
        jdbc.sql("UPDATE sync.record SET shared = EXISTS ("
                        + "SELECT FROM sync.node_grant g WHERE g.node_id = :node AND g.active), "
                        + Stamp.ASSIGNMENTS + "WHERE space_id = :space AND node_id = :node AND NOT deleted")
                .params(parameters)
                .update();
    }

    /** Without a role the mount ends. */
    private void mount(SpaceId mounted, NodeId node, AccountId grantee, @Nullable String role, CommittedEvent at) {
        SpaceId home = homeOf(grantee);
        long seq = spaces.next(home, at);
        Map<String, @Nullable Object> parameters = Stamp.of(seq, role == null ? "unmounted" : "mounted", at);
        parameters.put("home", home.value());
        parameters.put("node", node.value());
        parameters.put("version", at.version());
        parameters.put("mounted", mounted.value());
        parameters.put("role", role);
        parameters.put("deleted", role == null);
        jdbc.sql("""
                INSERT INTO sync.record AS r (space_id, node_id, type, version, mount_space_id, role, deleted,
                    seq, other_seq, content_seq, op, by_account, by_device, changed_at)
                VALUES (:home, :node, 'mount', :version, :mounted, :role, :deleted,
                    :seq, 0, :seq, :op, :actor, :device, :time)
                ON CONFLICT (space_id, node_id) DO UPDATE SET
                    version = excluded.version, deleted = excluded.deleted,
                    role = coalesce(excluded.role, r.role),
                    seq = excluded.seq, op = excluded.op, by_account = excluded.by_account,
                    other_seq = CASE WHEN r.by_device = excluded.by_device THEN r.other_seq ELSE r.seq END,
                    by_device = excluded.by_device, changed_at = excluded.changed_at
                """).params(parameters).update();
    }

    /** Nothing is left of a purged node and what was below it, so nobody can have it mounted. */
    void unmountBelow(NodePurged event, CommittedEvent at) {
        List<Mount> mounts = jdbc.sql("""
                SELECT g.node_id, g.grantee FROM sync.record r JOIN sync.node_grant g ON g.node_id = r.node_id AND g.active
                WHERE r.space_id = :space AND r.deleted AND g.space_id = :space
                ORDER BY g.grant_id
                """)
                .param("space", event.spaceId().value())
                .query((row, _) -> new Mount(
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new AccountId(row.getObject("grantee", UUID.class))))
                .list();
        for (Mount mount : mounts) {
            mount(event.spaceId(), mount.node(), mount.grantee(), null, at);
        }
        jdbc.sql("""
                UPDATE sync.node_grant g SET active = false FROM sync.record r
                WHERE g.node_id = r.node_id AND g.active AND r.space_id = :space AND r.deleted
                """).param("space", event.spaceId().value()).update();
    }

    private record Mount(NodeId node, AccountId grantee) {}

    private SpaceId homeOf(AccountId account) {
        return jdbc.sql("SELECT space_id FROM sync.space WHERE owner = ?")
                .param(account.value())
                .query(UUID.class)
                .optional()
                .map(SpaceId::new)
                .orElseThrow(
                        () -> new IllegalStateException("a grant for an account that was never opened: " + account));
    }

    /** What was shared of the space has been revoked before. */
    void erase(SpaceId space) {
        jdbc.sql("DELETE FROM sync.node_grant WHERE space_id = ?")
                .param(space.value())
                .update();
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.node_grant").update();
    }
}
