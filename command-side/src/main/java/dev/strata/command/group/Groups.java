package dev.strata.command.group;

import dev.strata.command.group.domain.GroupLimits;
import dev.strata.command.group.domain.Newcomer;
import dev.strata.command.tree.AccessChanges;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.platform.erasure.SubjectKeys;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in which group; written in the transaction of the events, so that membership counts, or ends, at once. */
@Component
public class Groups {
    private final JdbcClient jdbc;
    private final SubjectKeys keys;
    private final AccessChanges accessChanges;
    private final GroupLimits limits;

    Groups(
            JdbcClient jdbc,
            SubjectKeys keys,
            AccessChanges accessChanges,
            @Value("${strata.limits.group-members:1000}") int membersMax,
            @Value("${strata.limits.groups-per-account:100}") int groupsMax) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.accessChanges = accessChanges;
        this.limits = new GroupLimits(membersMax, groupsMax);
    }

    GroupLimits limits() {
        return limits;
    }

    /** The account's row stays locked, so that two groups at once do not take one member too many times. */
    Newcomer newcomer(AccountId account) {
        boolean exists = jdbc.sql("SELECT account_id FROM command.account WHERE account_id = ? FOR NO KEY UPDATE")
                .param(account.value())
                .query(UUID.class)
                .optional()
                .isPresent();
        int groups = jdbc.sql("SELECT count(*) FROM command.group_member WHERE account_id = ?")
                .param(account.value())
                .query(Integer.class)
                .single();
        return new Newcomer(exists, groups);
    }

    /** What an account is a member of. */
    public List<GroupId> of(AccountId account) {
        return jdbc.sql("SELECT group_id FROM command.group_member WHERE account_id = ? ORDER BY group_id")
                .param(account.value())
                .query((row, _) -> new GroupId(row.getObject("group_id", UUID.class)))
                .list();
    }

    void record(GroupEvent event) {
        UUID group = event.groupId().value();
        switch (event) {
            case GroupCreated _ ->
                jdbc.sql("INSERT INTO command.account_group (group_id) VALUES (?)")
                        .param(group)
                        .update();
            case GroupRenamed _ -> {}
            case MemberAdded e -> {
                jdbc.sql("INSERT INTO command.group_member (group_id, account_id) VALUES (?, ?)")
                        .params(group, e.member().value())
                        .update();
                accessChanges.count(e.member());
            }
            case MemberChanged _ -> {}
            case MemberRemoved e -> {
                jdbc.sql("DELETE FROM command.group_member WHERE group_id = ? AND account_id = ?")
                        .params(group, e.member().value())
                        .update();
                accessChanges.count(e.member());
            }
            case GroupDeleted _ -> delete(group);
        }
    }

    /** What was granted to it gives nobody anything any more; a sweep takes it away. */
    private void delete(UUID group) {
        jdbc.sql("UPDATE command.account_group SET deleted = true WHERE group_id = ?")
                .param(group)
                .update();
        jdbc.sql("DELETE FROM command.group_member WHERE group_id = ? RETURNING account_id")
                .param(group)
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list()
                .forEach(accessChanges::count);
        keys.destroy(group);
    }
}
