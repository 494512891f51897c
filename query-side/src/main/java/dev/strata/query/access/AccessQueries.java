package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.BoundFolder;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.NodeFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers what an account may do with a node: everything if the space is its own, else the best of the grants on the
 * node and the folders above it, to itself or to a group that it is in, that have not expired; at a moment of the past as it was then.
 * Nothing outside of the folder that the request is bound to, if it is.
 */
@Component
public class AccessQueries {
    private final JdbcClient jdbc;

    public AccessQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if there is no such node or the account may not see it. */
    public Optional<Access> find(AccountId account, NodeId nodeId, Moment moment) {
        return Optional.ofNullable(find(account, List.of(nodeId), moment).get(nodeId));
    }

    /** One query for all of them; those that the account may not see are not in the answer. */
    public Map<NodeId, Access> find(AccountId account, Collection<NodeId> nodes, Moment moment) {
        NodeFilter wanted = new NodeFilter(nodes);
        Map<NodeId, List<Step>> ways = jdbc
                .sql("""
                        WITH RECURSIVE up AS (
                            SELECT node_id AS start, node_id, parent_id, space_id, kind, name, trashed, 0 AS height
                            FROM %1$s n WHERE node_id %3$s
                            UNION ALL
                            SELECT up.start, p.node_id, p.parent_id, p.space_id, p.kind, p.name, p.trashed, up.height + 1
                            FROM up CROSS JOIN LATERAL (SELECT * FROM %1$s n WHERE n.node_id = up.parent_id LIMIT 1) p
                        ), granted AS (
                            SELECT g.node_id, array_agg(g.role) AS roles FROM query.sharing_grant g
                            WHERE g.grantee = ANY (%4$s) AND g.node_id = ANY (ARRAY(SELECT node_id FROM up)) AND %2$s
                            GROUP BY g.node_id
                        )
                        SELECT up.start, up.node_id, up.kind, up.name, up.trashed,
                            EXISTS (SELECT FROM query.sharing_account a
                                    WHERE a.home_space_id = up.space_id AND a.account_id = :account) AS own,
                            granted.roles, %5$s AS shared
                        FROM up LEFT JOIN granted ON granted.node_id = up.node_id ORDER BY up.start, up.height
                        """.formatted(
                                moment.places(),
                                Grants.hold(moment),
                                wanted.sql(),
                                Grants.grantees(moment),
                                Grants.areOn("up.node_id", moment)))
                .param("nodes", wanted.value())
                .param("account", account.value())
                .param("now", Columns.utc(moment.instant()))
                .query(AccessQueries::step)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Step::start));
        NodeId bound = BoundFolder.of(account);
        Map<NodeId, Access> answer = new HashMap<>();
        ways.forEach((nodeId, way) -> {
            if (leadsThrough(bound, way)) {
                Step.access(way).filter(Access::visible).ifPresent(access -> answer.put(nodeId, access));
            }
        });
        return answer;
    }

    private static boolean leadsThrough(@Nullable NodeId folder, List<Step> way) {
        return folder == null || way.stream().anyMatch(step -> step.nodeId().equals(folder));
    }

    private static Step step(ResultSet row, int index) throws SQLException {
        return new Step(
                new NodeId(Columns.uuid(row, "start")),
                new NodeId(Columns.uuid(row, "node_id")),
                NodeKind.of(row.getString("kind")),
                row.getString("name"),
                row.getBoolean("trashed"),
                row.getBoolean("own"),
                Columns.texts(row, "roles").stream().map(Role::of).toList(),
                row.getBoolean("shared"));
    }
}
