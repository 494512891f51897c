package dev.strata.query.sharing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.access.Grants;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who owns which space, and who has been granted a node. */
@Component
public class SharingQueries {
    private static final String LIST = "members";

    private final JdbcClient jdbc;

    public SharingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Home> home(AccountId account) {
        return jdbc.sql("SELECT home_space_id, root_folder_id FROM query.sharing_account WHERE account_id = ?")
                .param(account.value())
                .query((row, _) -> new Home(
                        new SpaceId(Columns.uuid(row, "home_space_id")),
                        new NodeId(Columns.uuid(row, "root_folder_id"))))
                .optional();
    }

    /** Those of the accounts that are known. */
    public Map<AccountId, Person> people(Collection<AccountId> accounts) {
        return jdbc
                .sql("""
                        SELECT account_id, login, display_name FROM query.sharing_account
                         WHERE account_id = ANY (CAST(? AS uuid[]))""")
                .param(accounts.stream().map(AccountId::toString).toArray(String[]::new))
                .query(SharingQueries::person)
                .list()
                .stream()
                .collect(Collectors.toMap(Person::accountId, person -> person));
    }

    /** The account that signs in with this; case does not matter. */
    public Optional<Person> person(String login) {
        return jdbc.sql(
                        "SELECT account_id, login, display_name FROM query.sharing_account WHERE lower(login) = lower(?)")
                .param(login)
                .query(SharingQueries::person)
                .optional();
    }

    private static Person person(ResultSet row, int index) throws SQLException {
        return new Person(
                new AccountId(Columns.uuid(row, "account_id")), row.getString("login"), row.getString("display_name"));
    }

    /** In the order of account ids. Asks nobody whether the reader may know. */
    public Page<ListMembers.Member> members(ListMembers question) {
        Moment moment = question.moment();
        String list = LIST + "-" + moment.name();
        Cursor after = question.page().after(list, 2);
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        SELECT g.*, a.login, a.display_name, c.name AS group_name
                        FROM query.sharing_grant g LEFT JOIN query.sharing_account a ON a.account_id = g.grantee
                        LEFT JOIN query.sharing_group c ON c.group_id = g.grantee
                        WHERE g.node_id = :node AND %s %s
                        ORDER BY g.grantee, g.grant_id LIMIT :rows
                        """.formatted(
                        Grants.hold(moment), after == null ? "" : "AND (g.grantee, g.grant_id) > (:grantee, :grant)"))
                .param("node", question.nodeId().value())
                .param("now", Columns.utc(moment.instant()))
                .param("rows", question.page().rows());
        if (after != null) {
            statement.param("grantee", after.uuid(0)).param("grant", after.uuid(1));
        }
        return Page.of(
                statement.query(SharingQueries::member).list(),
                question.page(),
                last -> Cursor.of(list, last.accountId(), last.grantId()));
    }

    private static ListMembers.Member member(ResultSet row, int index) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "granted_by");
        UUID source = Columns.uuidOrNull(row, "source_id");
        return new ListMembers.Member(
                new GrantId(Columns.uuid(row, "grant_id")),
                new NodeId(Columns.uuid(row, "node_id")),
                new AccountId(Columns.uuid(row, "grantee")),
                row.getString("login"),
                row.getString("display_name"),
                row.getString("group_name"),
                Role.of(row.getString("role")),
                Columns.instantOrNull(row, "expires_at"),
                Columns.instant(row, "granted_at"),
                by == null ? null : new AccountId(by),
                row.getBoolean("may_share"),
                source == null ? null : new GrantId(source),
                row.getLong("version"));
    }
}
