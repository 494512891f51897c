package dev.strata.sync.feed;

import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.sync.transport.CommittedEvent;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps who is in which group: joining one mounts what it was given, leaving it unmounts that. */
@Component
class GroupMembers {
    private final JdbcClient jdbc;
    private final Mounts mounts;

    GroupMembers(JdbcClient jdbc, Mounts mounts) {
        this.jdbc = jdbc;
        this.mounts = mounts;
    }

    void apply(GroupEvent event, CommittedEvent at) {
        if (isNew(event.groupId(), at)) {
            switch (event) {
                case MemberAdded e -> join(e.groupId(), e.member(), at);
                case MemberRemoved e -> leave(e.groupId(), e.member(), at);
                case GroupDeleted e -> members(e.groupId()).forEach(member -> leave(e.groupId(), member, at));
                case GroupCreated _, GroupRenamed _, MemberChanged _ -> {}
            }
        }
    }

    private boolean isNew(GroupId group, CommittedEvent at) {
        return jdbc.sql("""
                INSERT INTO sync.account_group AS g (group_id, version) VALUES (?, ?)
                ON CONFLICT (group_id) DO UPDATE SET version = excluded.version WHERE g.version < excluded.version
                """).params(group.value(), at.version()).update() == 1;
    }

    private List<AccountId> members(GroupId group) {
        return jdbc.sql("SELECT account_id FROM sync.group_member WHERE group_id = ? ORDER BY account_id")
                .param(group.value())
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list();
    }

    private void join(GroupId group, AccountId member, CommittedEvent at) {
        jdbc.sql("INSERT INTO sync.group_member (group_id, account_id) VALUES (?, ?)")
                .params(group.value(), member.value())
                .update();
        refresh(group, member, at);
    }

    private void leave(GroupId group, AccountId member, CommittedEvent at) {
        jdbc.sql("DELETE FROM sync.group_member WHERE group_id = ? AND account_id = ?")
                .params(group.value(), member.value())
                .update();
        refresh(group, member, at);
    }

    private record Shared(SpaceId space, NodeId node) {}

    private void refresh(GroupId group, AccountId member, CommittedEvent at) {
        List<Shared> shares = jdbc.sql("""
                SELECT space_id, node_id FROM sync.node_grant WHERE grantee = ? AND active ORDER BY grant_id
                """)
                .param(group.value())
                .query((row, _) -> new Shared(
                        new SpaceId(row.getObject("space_id", UUID.class)),
                        new NodeId(row.getObject("node_id", UUID.class))))
                .list();
        shares.forEach(share -> mounts.refresh(share.space(), share.node(), member, at));
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.group_member").update();
        jdbc.sql("DELETE FROM sync.account_group").update();
    }
}
