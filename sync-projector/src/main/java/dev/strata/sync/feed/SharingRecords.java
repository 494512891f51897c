package dev.strata.sync.feed;

import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.sync.transport.CommittedEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
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
    private final Subtree subtree;
    private final Shares shares;
    private final Mounts mounts;

    SharingRecords(JdbcClient jdbc, SpaceSequence spaces, Subtree subtree, Shares shares, Mounts mounts) {
        this.jdbc = jdbc;
        this.spaces = spaces;
        this.subtree = subtree;
        this.shares = shares;
        this.mounts = mounts;
    }

    void apply(GrantEvent event, CommittedEvent at) {
        switch (event) {
            case AccessGranted e when grant(e, at) -> changed(e, "shared", at);
            case RoleChanged e when changeRole(e, at) -> changed(e, "shared", at);
            case AccessRevoked e when advance("active = false,", e, at) -> changed(e, "unshared", at);
            case ShareHidden e when advance("", e, at) -> hide(e, e.member(), true, at);
            case ShareShown e when advance("", e, at) -> hide(e, e.member(), false, at);
            case AccessGranted _, RoleChanged _, AccessRevoked _, ShareHidden _, ShareShown _ -> {
                // Applied before.
            }
        }
    }

    private void changed(GrantEvent event, String op, CommittedEvent at) {
        markNode(event, op, at);
        mounts.refreshAll(event.spaceId(), event.nodeId(), event.grantee(), at);
    }

    private boolean grant(AccessGranted event, CommittedEvent at) {
        return jdbc.sql("""
                INSERT INTO sync.node_grant AS g (grant_id, node_id, space_id, grantee, role, expires_at, active, version)
                VALUES (?, ?, ?, ?, ?, ?, true, ?)
                ON CONFLICT (grant_id) DO UPDATE SET role = excluded.role, expires_at = excluded.expires_at,
                    active = true, version = excluded.version
                WHERE g.version < excluded.version
                """)
                        .params(
                                event.grantId().value(),
                                event.nodeId().value(),
                                event.spaceId().value(),
                                event.grantee().value(),
                                event.role())
                        .param(time(event.expiresAt()))
                        .param(at.version())
                        .update()
                == 1;
    }

    private boolean changeRole(RoleChanged event, CommittedEvent at) {
        return jdbc.sql("UPDATE sync.node_grant SET role = ?, expires_at = ?, version = ?"
                                + " WHERE grant_id = ? AND version < ?")
                        .param(event.to())
                        .param(time(event.expiresAt()))
                        .params(at.version(), event.grantId().value(), at.version())
                        .update()
                == 1;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Whether the event was not applied before. */
    private boolean advance(String assignments, GrantEvent event, CommittedEvent at) {
        return jdbc.sql("UPDATE sync.node_grant SET " + assignments + " version = ? WHERE grant_id = ? AND version < ?")
                        .params(at.version(), event.grantId().value(), at.version())
                        .update()
                == 1;
    }

    private void hide(GrantEvent event, AccountId member, boolean hidden, CommittedEvent at) {
        jdbc.sql(
                        hidden
                                ? "INSERT INTO sync.hidden_grant (grant_id, account_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
                                : "DELETE FROM sync.hidden_grant WHERE grant_id = ? AND account_id = ?")
                .params(event.grantId().value(), member.value())
                .update();
        mounts.refresh(event.spaceId(), event.nodeId(), member, at);
    }

    /** A grant is no change of the node itself: its version stays. */
    private void markNode(GrantEvent event, String op, CommittedEvent at) {
        long seq = spaces.next(event.spaceId(), at);
        Map<String, @Nullable Object> parameters = Stamp.of(seq, op, at);
        parameters.put("space", event.spaceId().value());
        parameters.put("node", event.nodeId().value());
        jdbc.sql("UPDATE sync.record SET shared = EXISTS ("
                        + "SELECT FROM sync.node_grant g WHERE g.node_id = :node AND g.active), "
                        + Stamp.ASSIGNMENTS + "WHERE space_id = :space AND node_id = :node AND NOT deleted")
                .params(parameters)
                .update();
        boolean hidden = subtree.hidden(event.spaceId(), event.nodeId());
        shares.open(event.spaceId(), event.nodeId(), hidden, seq, at.time().atOffset(ZoneOffset.UTC));
        shares.moved(event.spaceId(), event.nodeId().value(), seq);
    }

    /** Nothing is left of a purged node and what was below it, so nobody can have it mounted. */
    void unmountBelow(NodePurged event, CommittedEvent at) {
        List<Shared> shared = jdbc.sql("""
                UPDATE sync.node_grant g SET active = false FROM sync.record r
                WHERE g.node_id = r.node_id AND g.active AND r.space_id = :space AND r.deleted AND g.space_id = :space
                RETURNING g.grant_id, g.node_id, g.grantee
                """)
                .param("space", event.spaceId().value())
                .query((row, _) -> new Shared(
                        row.getObject("grant_id", UUID.class).toString(),
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new AccountId(row.getObject("grantee", UUID.class))))
                .list();
        shared.stream()
                .sorted(Comparator.comparing(Shared::grant))
                .forEach(grant -> mounts.refreshAll(event.spaceId(), grant.node(), grant.grantee(), at));
    }

    private record Shared(String grant, NodeId node, AccountId grantee) {}

    /** What was shared of the space has been revoked before. */
    void erase(SpaceId space) {
        jdbc.sql("DELETE FROM sync.node_grant WHERE space_id = ?")
                .param(space.value())
                .update();
        shares.erase(space);
    }

    void clear() {
        shares.clear();
        jdbc.sql("DELETE FROM sync.node_grant").update();
    }
}
