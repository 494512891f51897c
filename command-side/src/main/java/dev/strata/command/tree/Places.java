package dev.strata.command.tree;

import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.access.KnownWays;
import dev.strata.platform.access.Step;
import dev.strata.platform.access.Way;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads where nodes are and what an account may do there. A way that was walked before is taken again if nothing has changed
 * that it rests on, which a look at the node tells.
 */
@Component
class Places {
    private static final String CHANGES = """
            s.access_changes + (SELECT a.access_changes FROM command.account a WHERE a.account_id = ?) AS changes""";
    private static final String LOOK = """
            SELECT n.node_id, n.parent_id, n.space_id, n.kind, n.name_key IS NULL AS trashed,
                   n.kind = 'file' AND coalesce((
                       SELECT true FROM command.access_grant g
                        WHERE g.node_id = n.node_id AND (g.expires_at IS NULL OR g.expires_at > ?)
                        ORDER BY g.node_id, g.account_id LIMIT 1), false) AS shared, %s
              FROM command.node n JOIN command.space s ON s.space_id = n.space_id
             WHERE NOT n.purged AND n.node_id""".formatted(CHANGES);
    private static final String LOOK_AT_ONE = LOOK + " = ?";
    private static final String LOOK_AT_MANY = LOOK + " = ANY (?)";
    private static final String WALK = """
            WITH RECURSIVE up AS (
                SELECT node_id AS start, node_id, parent_id, space_id, kind, name_key, 0 AS height
                  FROM command.node WHERE NOT purged AND node_id = %s
                UNION ALL
                SELECT up.start, n.node_id, n.parent_id, n.space_id, n.kind, n.name_key, up.height + 1
                  FROM up CROSS JOIN LATERAL (
                    SELECT * FROM command.node WHERE node_id = up.parent_id AND NOT purged LIMIT 1) n),
            granted AS (
                SELECT g.node_id, array_agg(g.role) AS roles, min(g.expires_at) AS until FROM command.access_grant g
                 WHERE g.account_id = ANY (%s) AND g.node_id = ANY (ARRAY(SELECT node_id FROM up))
                   AND (g.expires_at IS NULL OR g.expires_at > ?)
                 GROUP BY g.node_id)
            SELECT up.start, up.node_id, up.parent_id, up.space_id, up.kind, up.name_key IS NULL AS trashed,
                   s.owner_id = ? AS own, granted.roles, granted.until,
                   (SELECT coalesce(g.expires_at, 'infinity') FROM command.access_grant g
                     WHERE g.node_id = up.node_id AND (g.expires_at IS NULL OR g.expires_at > ?)
                     ORDER BY g.node_id, g.account_id LIMIT 1) AS shared_until, %s
              FROM up
              JOIN command.space s ON s.space_id = up.space_id
              LEFT JOIN granted ON granted.node_id = up.node_id
             ORDER BY up.start, up.height""";
    private static final String WALK_FROM_ONE = WALK.formatted("?", Grantees.OF_ACCOUNT, CHANGES);
    private static final String WALK_FROM_MANY = WALK.formatted("ANY (?)", Grantees.OF_ACCOUNT, CHANGES);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final KnownWays<SpaceId> known = new KnownWays<>();

    Places(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those of the nodes that are anywhere. */
    List<Place> of(AccountId asker, Collection<NodeId> nodes) {
        Instant now = clock.instant();
        List<Way<SpaceId>> ways = AccessChanges.areUncounted()
                ? walk(asker, nodes, now)
                : known.of(asker, look(asker, nodes, now), now, unknown -> walk(asker, unknown, now));
        return ways.stream().filter(Way::isWhole).map(Places::place).toList();
    }

    private List<Way<SpaceId>> look(AccountId asker, Collection<NodeId> nodes, Instant now) {
        return jdbc.query(
                nodes.size() == 1 ? LOOK_AT_ONE : LOOK_AT_MANY,
                (row, _) -> new Way<>(row.getObject("changes", Long.class), true, List.of(seen(row))),
                now.atOffset(ZoneOffset.UTC),
                asker.value(),
                ids(nodes));
    }

    private record Read(NodeId start, @Nullable Long changes, Step<SpaceId> step) {}

    private List<Way<SpaceId>> walk(AccountId asker, Collection<NodeId> nodes, Instant now) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        UUID account = asker.value();
        return jdbc
                .query(
                        nodes.size() == 1 ? WALK_FROM_ONE : WALK_FROM_MANY,
                        (row, _) -> new Read(
                                new NodeId(row.getObject("start", UUID.class)),
                                row.getObject("changes", Long.class),
                                step(row)),
                        ids(nodes),
                        account,
                        account,
                        time,
                        account,
                        time,
                        account)
                .stream()
                .collect(Collectors.groupingBy(Read::start))
                .values()
                .stream()
                .map(way -> new Way<>(
                        way.getFirst().changes(),
                        true, // nobody asks
                        way.stream().map(Read::step).toList()))
                .toList();
    }

    /** PostgreSQL keeps the plan for one, and plans anew for every array. */
    private static Object ids(Collection<NodeId> nodes) {
        return nodes.size() == 1
                ? nodes.iterator().next().value()
                : nodes.stream().map(NodeId::value).toArray(UUID[]::new);
    }

    private static Step<SpaceId> seen(ResultSet row) throws SQLException {
        return step(row, false, List.of(), row.getBoolean("shared"), Instant.MAX);
    }

    private static Step<SpaceId> step(ResultSet row) throws SQLException {
        Instant sharedUntil = instant(row, "shared_until");
        Instant until = Stream.of(sharedUntil, instant(row, "until"))
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return step(row, row.getBoolean("own"), roles(row.getArray("roles")), sharedUntil != null, until);
    }

    private static Step<SpaceId> step(ResultSet row, boolean own, List<Role> roles, boolean shared, Instant until)
            throws SQLException {
        UUID parent = row.getObject("parent_id", UUID.class);
        return new Step<>(
                new NodeId(row.getObject("node_id", UUID.class)),
                parent == null ? null : new NodeId(parent),
                NodeKind.of(row.getString("kind")),
                row.getBoolean("trashed"),
                own,
                roles,
                shared,
                until,
                new SpaceId(row.getObject("space_id", UUID.class)));
    }

    private static List<Role> roles(@Nullable Array roles) throws SQLException {
        return roles == null
                ? List.of()
                : Arrays.stream((String[]) roles.getArray()).map(Role::of).toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Place place(Way<SpaceId> way) {
        List<Step<SpaceId>> above = way.steps().subList(1, way.steps().size());
        Step<SpaceId> here = way.start();
        return new Place(
                here.nodeId(),
                here.more(),
                here.kind(),
                above.stream().map(Step::nodeId).toList(),
                here.trashed(),
                above.stream().anyMatch(Step::trashed),
                strongest(way.steps()),
                strongest(above));
    }

    private static @Nullable Role strongest(List<Step<SpaceId>> steps) {
        return steps.stream()
                .flatMap(step -> step.own() ? Stream.of(Role.OWNER) : step.roles().stream())
                .max(Role::compareTo)
                .orElse(null);
    }
}
