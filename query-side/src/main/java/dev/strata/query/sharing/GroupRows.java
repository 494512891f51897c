package dev.strata.query.sharing;

import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a batch of events makes of {@code sharing_group} and {@code sharing_member}. */
final class GroupRows {
    private final List<Object[]> created = new ArrayList<>();
    private final List<Object[]> renamed = new ArrayList<>();
    private final List<Object[]> members = new ArrayList<>();
    private final List<Object[]> left = new ArrayList<>();
    private final List<Object[]> deleted = new ArrayList<>();
    private final List<Object[]> gone = new ArrayList<>();
    private final Set<UUID> moved = new HashSet<>();

    void add(GroupEvent event, Occurrence now) {
        UUID group = event.groupId().value();
        switch (event) {
            case GroupCreated e -> created.add(new Object[] {group, e.name(), now.at(), now.version()});
            case GroupRenamed e -> renamed.add(new Object[] {e.to(), now.version(), group, now.version()});
            case MemberAdded e -> member(group, e.member(), false, e.owner(), now);
            case MemberChanged e -> member(group, e.member(), true, e.owner(), now);
            case MemberRemoved e -> {
                left.add(new Object[] {now.position(), group, e.member().value(), now.position(), now.position()});
                moved.add(e.member().value());
            }
            case GroupDeleted _ -> {
                deleted.add(new Object[] {now.position(), group, now.position(), now.position()});
                gone.add(new Object[] {group});
            }
        }
    }

    /** Another role is no other day on which somebody joined. */
    private void member(UUID group, AccountId account, boolean changed, boolean owner, Occurrence now) {
        members.add(new Object[] {group, account.value(), now.position(), changed, owner, now.at()});
        moved.add(account.value());
    }

    /** Whoever joined or left, also because a group is no more; once all is written. */
    Set<UUID> moved(JdbcTemplate jdbc, UnaryOperator<String> in) {
        Set<UUID> all = new HashSet<>(moved);
        if (!gone.isEmpty()) {
            all.addAll(jdbc.query(
                    in.apply("SELECT DISTINCT account_id FROM {schema}.sharing_member WHERE group_id = ANY (?)"),
                    (row, _) -> Columns.uuid(row, "account_id"),
                    (Object) gone.stream().map(row -> row[0]).toArray(UUID[]::new)));
        }
        return all;
    }

    /** Ranges depend on positions, not on the order of writing: what joined is written first, what left ends it. */
    void write(JdbcTemplate jdbc, UnaryOperator<String> in) {
        jdbc.batchUpdate(in.apply("""
                INSERT INTO {schema}.sharing_group (group_id, name, created_at, version)
                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"""), created);
        jdbc.batchUpdate(
                in.apply("UPDATE {schema}.sharing_group SET name = ?, version = ? WHERE group_id = ? AND version < ?"),
                renamed);
        jdbc.batchUpdate(in.apply("""
                WITH wanted AS (
                    SELECT CAST(? AS uuid) AS group_id, CAST(? AS uuid) AS account_id, CAST(? AS bigint) AS position,
                        CAST(? AS boolean) AS changed),
                ended AS (
                    UPDATE {schema}.sharing_member m SET to_position = wanted.position FROM wanted
                     WHERE m.group_id = wanted.group_id AND m.account_id = wanted.account_id
                       AND m.from_position < wanted.position AND m.to_position > wanted.position
                    RETURNING m.since, wanted.changed)
                INSERT INTO {schema}.sharing_member (group_id, account_id, from_position, owner, since)
                SELECT group_id, account_id, position, ?, coalesce((SELECT ended.since FROM ended WHERE ended.changed), ?) FROM wanted
                ON CONFLICT DO NOTHING"""), members);
        jdbc.batchUpdate(in.apply("""
                UPDATE {schema}.sharing_member SET to_position = ?
                 WHERE group_id = ? AND account_id = ? AND from_position < ? AND to_position > ?"""), left);
        jdbc.batchUpdate(in.apply("""
                UPDATE {schema}.sharing_member SET to_position = ?
                 WHERE group_id = ? AND from_position < ? AND to_position > ?"""), deleted);
        jdbc.batchUpdate(in.apply("DELETE FROM {schema}.sharing_group WHERE group_id = ?"), gone);
    }
}
