package dev.strata.query.sharing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.access.Grants;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says which grants give an account its role on a node. Asks nobody whether the reader may know. */
@Component
public class AccessExplanations {
    private final JdbcClient jdbc;
    private final AccessQueries access;
    private final SharingQueries sharing;

    AccessExplanations(JdbcClient jdbc, AccessQueries access, SharingQueries sharing) {
        this.jdbc = jdbc;
        this.access = access;
        this.sharing = sharing;
    }

    /** Empty if there is no such account. */
    public Optional<ExplainAccess.Explanation> explain(ExplainAccess question) {
        AccountId account = question.accountId();
        Optional<Access> found = access.find(account, question.nodeId(), question.moment());
        return Optional.ofNullable(sharing.people(List.of(account)).get(account))
                .map(person -> new ExplainAccess.Explanation(
                        account,
                        person.login(),
                        person.displayName(),
                        found.map(Access::role).orElse(null),
                        found.map(Access::own).orElse(false),
                        grants(question)));
    }

    private List<ExplainAccess.Reason> grants(ExplainAccess question) {
        Moment moment = question.moment();
        return jdbc.sql("""
                        WITH RECURSIVE up AS (
                            SELECT node_id, parent_id, name, 0 AS height FROM %1$s n WHERE node_id = :node
                            UNION ALL
                            SELECT p.node_id, p.parent_id, p.name, up.height + 1
                            FROM up JOIN %1$s p ON p.node_id = up.parent_id
                        )
                        SELECT g.*, up.name, c.name AS group_name
                        FROM up JOIN query.sharing_grant g ON g.node_id = up.node_id
                        LEFT JOIN query.sharing_group c ON c.group_id = g.grantee
                        WHERE g.grantee = ANY (%3$s) AND %2$s
                        ORDER BY up.height, g.grant_id
                        """.formatted(moment.places(), Grants.hold(moment), Grants.grantees(moment)))
                .param("node", question.nodeId().value())
                .param("account", question.accountId().value())
                .param("now", Columns.utc(moment.instant()))
                .query((row, _) -> reason(row, question.accountId()))
                .list();
    }

    private static ExplainAccess.Reason reason(ResultSet row, AccountId account) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "granted_by");
        UUID grantee = Columns.uuid(row, "grantee");
        UUID source = Columns.uuidOrNull(row, "source_id");
        return new ExplainAccess.Reason(
                new GrantId(Columns.uuid(row, "grant_id")),
                new NodeId(Columns.uuid(row, "node_id")),
                row.getString("name"),
                Role.of(row.getString("role")),
                Columns.instantOrNull(row, "expires_at"),
                Columns.instant(row, "granted_at"),
                by == null ? null : new AccountId(by),
                grantee.equals(account.value()) ? null : new GroupId(grantee),
                row.getString("group_name"),
                source == null ? null : new GrantId(source),
                row.getLong("version"));
    }
}
