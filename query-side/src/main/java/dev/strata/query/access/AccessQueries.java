package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
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
    private static final String LOOK = """
            SELECT n.node_id, n.parent_id, n.kind, n.name, n.trashed,
                n.kind = 'file' AND coalesce((
                    SELECT true FROM query.sharing_grant g WHERE g.node_id = n.node_id
                       AND g.to_position = 9223372036854775807 AND (g.expires_at IS NULL OR g.expires_at > ?)
                    ORDER BY g.node_id, g.grantee LIMIT 1), false) AS shared,
                (SELECT CAST(sum(c.changes) AS bigint) FROM query.access_changes c WHERE c.id IN (n.space_id, ?)) AS changes
            FROM query.node n WHERE n.node_id""";
    private static final String LOOK_AT_ONE = LOOK + " = ?";
    private static final String LOOK_AT_MANY = LOOK + " = ANY (?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final KnownWays<String> known = new KnownWays<>();

    public AccessQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
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
        boolean one = nodes.size() == 1;
        return template.query(
                one ? LOOK_AT_ONE : LOOK_AT_MANY,
                (row, _) -> new Way<>(row.getObject("changes", Long.class), false, List.of(seen(row))),
                Columns.utc(moment.instant()),
                account.value(),
                one
                        ? nodes.iterator().next().value()
                        : nodes.stream().map(NodeId::value).toArray(UUID[]::new));
    }

    private static Step<String> seen(ResultSet row) throws SQLException {
        return new Step<>(
                new NodeId(Columns.uuid(row, "node_id")),
                Columns.nodeIdOrNull(row, "parent_id"),
                NodeKind.of(row.getString("kind")),
                row.getBoolean("trashed"),
                false,
                List.of(),
                row.getBoolean("shared"),
                Instant.MAX,
                row.getString("name"));
    }

    private record Read(NodeId start, @Nullable Long changes, boolean elsewhere, Step<String> step) {}

    private List<Way<String>> walk(AccountId account, Collection<NodeId> nodes, Moment moment) {
        NodeFilter wanted = new NodeFilter(nodes);
        return jdbc
                .sql(
                        """
                        WITH RECURSIVE up AS (
                            SELECT node_id AS start, node_id, parent_id, space_id, kind, name, trashed, 0 AS height,
                                CAST(%6$s AS bigint) AS changes
                            FROM %1$s n WHERE node_id %3$s
                            UNION ALL
                            SELECT up.start, p.node_id, p.parent_id, p.space_id, p.kind, p.name, p.trashed, up.height + 1,
                                up.changes
                            FROM up CROSS JOIN LATERAL (SELECT * FROM %1$s n WHERE n.node_id = up.parent_id LIMIT 1) p
                        ), mine AS MATERIALIZED (
                            SELECT g.node_id, g.space_id, g.role, g.expires_at FROM query.sharing_grant g
                            WHERE g.grantee = ANY (%4$s) AND %2$s
                        ), granted AS (
                            SELECT node_id, array_agg(role) AS roles, min(expires_at) AS until FROM mine
                            WHERE node_id = ANY (ARRAY(SELECT node_id FROM up)) GROUP BY node_id
                        )
                        SELECT up.start, up.node_id, up.parent_id, up.kind, up.name, up.trashed,
                            EXISTS (SELECT FROM query.sharing_account a
                                    WHERE a.home_space_id = up.space_id AND a.account_id = :account) AS own,
                            granted.roles, granted.until AS roles_until, %5$s AS shared_until,
                            up.changes,
                            up.height = 0 AND EXISTS (
                                SELECT FROM mine WHERE mine.space_id = up.space_id AND NOT mine.node_id = ANY (
                                    ARRAY(SELECT u.node_id FROM up u WHERE u.start = up.start))) AS elsewhere
                        FROM up LEFT JOIN granted ON granted.node_id = up.node_id ORDER BY up.start, up.height
                        """.formatted(
                                        moment.places(),
                                        Grants.hold(moment),
                                        wanted.sql(),
                                        Grants.grantees(moment),
                                        Grants.areOnUntil("up.node_id", moment),
                                        "(SELECT sum(c.changes) FROM query.access_changes c WHERE c.id IN (n.space_id, :account))"))
                .param("nodes", wanted.value())
                .param("account", account.value())
                .param("now", Columns.utc(moment.instant()))
                .query((row, _) -> new Read(
                        new NodeId(Columns.uuid(row, "start")),
                        row.getObject("changes", Long.class),
                        row.getBoolean("elsewhere"),
                        step(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Read::start))
                .values()
                .stream()
                .map(way -> new Way<>(
                        way.getFirst().changes(),
                        way.getFirst().elsewhere(),
                        way.stream().map(Read::step).toList()))
                .toList();
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
