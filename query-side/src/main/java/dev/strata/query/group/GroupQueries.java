package dev.strata.query.group;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads groups for their members; to others there is none. */
@Component
public class GroupQueries {
    private static final String GROUPS = "groups";
    private static final String MEMBERS = "group-members";
    private final JdbcClient jdbc;

    public GroupQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that the account is, or then was, in; in the order of their ids. */
    public Page<Group> of(AccountId account, Moment moment, PageRequest request) {
        String list = GROUPS + "-" + moment.name();
        Cursor after = request.after(list, 1);
        JdbcClient.StatementSpec statement = jdbc.sql(ofMember(moment, after == null ? "" : "AND c.group_id > :after"))
                .param("account", account.value())
                .param("rows", request.rows());
        if (after != null) {
            statement.param("after", after.uuid(0));
        }
        return Page.of(statement.query(GroupQueries::group).list(), request, last -> Cursor.of(list, last.groupId()));
    }

    /** Empty if the account is no member. */
    public Optional<Group> find(AccountId account, GroupId group, Moment moment) {
        return jdbc.sql(ofMember(moment, "AND c.group_id = :group"))
                .param("account", account.value())
                .param("group", group.value())
                .param("rows", 1)
                .query(GroupQueries::group)
                .optional();
    }

    private static String ofMember(Moment moment, String condition) {
        return """
                SELECT c.*, m.owner, m.since, (
                    SELECT count(*) FROM query.sharing_member o WHERE o.group_id = c.group_id AND %2$s) AS members
                FROM query.sharing_member m JOIN query.sharing_group c ON c.group_id = m.group_id
                WHERE m.account_id = :account AND %1$s %3$s
                ORDER BY c.group_id LIMIT :rows""".formatted(moment.holds("m"), moment.holds("o"), condition);
    }

    /** In the order of account ids. Asks nobody whether the reader may know. */
    public Page<GroupMember> members(GroupId group, Moment moment, PageRequest request) {
        String list = MEMBERS + "-" + moment.name();
        Cursor after = request.after(list, 1);
        JdbcClient.StatementSpec statement = jdbc.sql(
                        """
                        SELECT m.account_id, m.owner, m.since, a.login, a.display_name
                        FROM query.sharing_member m LEFT JOIN query.sharing_account a ON a.account_id = m.account_id
                        WHERE m.group_id = :group AND %s %s
                        ORDER BY m.account_id LIMIT :rows""".formatted(moment.holds("m"), after == null ? "" : "AND m.account_id > :after"))
                .param("group", group.value())
                .param("rows", request.rows());
        if (after != null) {
            statement.param("after", after.uuid(0));
        }
        return Page.of(
                statement
                        .query((row, _) -> new GroupMember(
                                new AccountId(Columns.uuid(row, "account_id")),
                                row.getString("login"),
                                row.getString("display_name"),
                                row.getBoolean("owner"),
                                Columns.instant(row, "since")))
                        .list(),
                request,
                last -> Cursor.of(list, last.accountId()));
    }

    private static Group group(ResultSet row, int index) throws SQLException {
        return new Group(
                new GroupId(Columns.uuid(row, "group_id")),
                row.getString("name"),
                row.getBoolean("owner"),
                Columns.instant(row, "since"),
                row.getInt("members"),
                Columns.instant(row, "created_at"),
                row.getLong("version"));
    }
}
