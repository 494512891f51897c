package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.access.Basis;
import dev.strata.platform.access.KnownWays;
import dev.strata.platform.access.Step;
import dev.strata.platform.access.Way;
import dev.strata.platform.web.BoundFolder;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.NodeFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers what an account may do with a node: everything if the space is its own, else the best of the grants on the
 * node and the folders above it, to itself or to a group that it is in, that have not expired; at a moment of the past as it was then.
 * Nothing outside of the folder that the request is bound to, if it is.
 *
 * <p>Of now, a way that was walked before is taken again if nothing has changed that it rests on, which a look at the
 * node tells.
 */
@Component
public class AccessQueries {
    private final JdbcClient jdbc;
    private final KnownWays<String> known = new KnownWays<>();

    public AccessQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if there is no such node or the account may not see it. */
    public Optional<Access> find(AccountId account, NodeId nodeId, Moment moment) {
        return Optional.ofNullable(find(account, List.of(nodeId), moment).get(nodeId));
    }

    /** One query or two for all of them; those that the account may not see are not in the answer. */
    public Map<NodeId, Access> find(AccountId account, Collection<NodeId> nodes, Moment moment) {
        List<Way<String>> ways = moment instanceof Moment.Now
                ? known.of(
                        account,
                        look(account, nodes, moment),
                        moment.instant(),
                        unknown -> walk(account, unknown, moment))
                : walk(account, nodes, moment);
        NodeId bound = BoundFolder.of(account);
        Map<NodeId, Access> answer = new HashMap<>();
        for (Way<String> way : ways) {
            if (way.leadsThrough(bound)) {
                Access.of(way)
                        .filter(Access::visible)
                        .ifPresent(access -> answer.put(way.start().nodeId(), access));
            }
        }
        return answer;
    }

    private List<Way<String>> look(AccountId account, Collection<NodeId> nodes, Moment moment) {
        NodeFilter wanted = new NodeFilter(nodes);
        return jdbc.sql("""
                        SELECT n.node_id, n.parent_id, n.kind, n.name, n.trashed, false AS own,
                            CAST(NULL AS text[]) AS roles, CAST(NULL AS timestamptz) AS roles_until,
                            %s AS shared_until, %s AS changes, CAST(%s AS text) AS grantees
                        FROM %s n WHERE n.node_id %s""".formatted(
                                Grants.areOnUntil("n.node_id", moment),
                                changesOf("n.space_id"),
                                Grants.grantees(moment),
                                moment.places(),
                                wanted.sql()))
                .param("nodes", wanted.value())
                .param("account", account.value())
                .param("now", Columns.utc(moment.instant()))
                .query((row, _) -> new Way<>(basis(row), List.of(step(row))))
                .list();
    }

    private record Read(NodeId start, Basis basis, Step<String> step) {}

    private List<Way<String>> walk(AccountId account, Collection<NodeId> nodes, Moment moment) {
        NodeFilter wanted = new NodeFilter(nodes);
        return jdbc
                .sql("""
                        WITH RECURSIVE up AS (
                            SELECT node_id AS start, node_id, parent_id, space_id, kind, name, trashed, 0 AS height,
                                %6$s AS changes
                            FROM %1$s n WHERE node_id %3$s
                            UNION ALL
                            SELECT up.start, p.node_id, p.parent_id, p.space_id, p.kind, p.name, p.trashed, up.height + 1,
                                up.changes
                            FROM up CROSS JOIN LATERAL (SELECT * FROM %1$s n WHERE n.node_id = up.parent_id LIMIT 1) p
                        ), granted AS (
                            SELECT g.node_id, array_agg(g.role) AS roles, min(g.expires_at) AS until
                            FROM query.sharing_grant g
                            WHERE g.grantee = ANY (%4$s) AND g.node_id = ANY (ARRAY(SELECT node_id FROM up)) AND %2$s
                            GROUP BY g.node_id
                        )
                        SELECT up.start, up.node_id, up.parent_id, up.kind, up.name, up.trashed,
                            EXISTS (SELECT FROM query.sharing_account a
                                    WHERE a.home_space_id = up.space_id AND a.account_id = :account) AS own,
                            granted.roles, granted.until AS roles_until, %5$s AS shared_until,
                            up.changes, CAST(%4$s AS text) AS grantees
                        FROM up LEFT JOIN granted ON granted.node_id = up.node_id ORDER BY up.start, up.height
                        """.formatted(
                                moment.places(),
                                Grants.hold(moment),
                                wanted.sql(),
                                Grants.grantees(moment),
                                Grants.areOnUntil("up.node_id", moment),
                                changesOf("n.space_id")))
                .param("nodes", wanted.value())
                .param("account", account.value())
                .param("now", Columns.utc(moment.instant()))
                .query((row, _) -> new Read(new NodeId(Columns.uuid(row, "start")), basis(row), step(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Read::start))
                .values()
                .stream()
                .map(way -> new Way<>(
                        way.getFirst().basis(), way.stream().map(Read::step).toList()))
                .toList();
    }

    private static String changesOf(String space) {
        return "CAST((SELECT sum(c.changes) FROM query.access_changes c WHERE c.space_id = %s) AS bigint)"
                .formatted(space);
    }

    private static Basis basis(ResultSet row) throws SQLException {
        return new Basis(row.getObject("changes", Long.class), row.getString("grantees"));
    }

    private static Step<String> step(ResultSet row) throws SQLException {
        Instant sharedUntil = Columns.instantOrNull(row, "shared_until");
        return new Step<>(
                new NodeId(Columns.uuid(row, "node_id")),
                Columns.nodeIdOrNull(row, "parent_id"),
                NodeKind.of(row.getString("kind")),
                row.getBoolean("trashed"),
                row.getBoolean("own"),
                Columns.texts(row, "roles").stream().map(Role::of).toList(),
                sharedUntil != null,
                Stream.of(sharedUntil, Columns.instantOrNull(row, "roles_until"))
                        .flatMap(Stream::ofNullable)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX),
                row.getString("name"));
    }
}
