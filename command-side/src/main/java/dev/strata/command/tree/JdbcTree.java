package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.HoldLifted;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import dev.strata.kernel.node.Retention;
import dev.strata.platform.web.BoundFolder;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tree in {@code command.node}: unique keys and row locks hold its rules. */
@Component
class JdbcTree implements Tree {
    private static final String WAY_UP = """
            WITH RECURSIVE up AS (
                SELECT node_id AS start, node_id, parent_id, space_id, kind, name_key, purged, 0 AS depth
                  FROM command.node WHERE node_id = %1$s
                UNION ALL
                SELECT up.start, n.node_id, n.parent_id, n.space_id, n.kind, n.name_key, n.purged, up.depth + 1
                  FROM up CROSS JOIN LATERAL (SELECT * FROM command.node WHERE node_id = up.parent_id LIMIT 1) n),
            granted AS (
                SELECT g.node_id, array_agg(g.role) AS roles FROM command.access_grant g
                 WHERE g.account_id = ANY (%2$s) AND g.node_id = ANY (ARRAY(SELECT node_id FROM up))
                   AND (g.expires_at IS NULL OR g.expires_at > now())
                 GROUP BY g.node_id)
            SELECT up.start, up.node_id, up.space_id, up.kind, up.name_key IS NULL AS trashed, up.purged,
                   s.owner_id = ? AS own, granted.roles
              FROM up
              JOIN command.space s ON s.space_id = up.space_id
              LEFT JOIN granted ON granted.node_id = up.node_id
             ORDER BY up.start, up.depth""";
    private static final String WAY_OF_ONE = WAY_UP.formatted("?", Grantees.OF_ACCOUNT);
    private static final String WAYS_OF_MANY = WAY_UP.formatted("ANY (?)", Grantees.OF_ACCOUNT);

    private final JdbcTemplate jdbc;
    private final Quotas quotas;
    private final NewNodes newNodes;

    JdbcTree(JdbcTemplate jdbc, Quotas quotas, NewNodes newNodes) {
        this.jdbc = jdbc;
        this.quotas = quotas;
        this.newNodes = newNodes;
    }

    private record Step(
            NodeId start,
            NodeId nodeId,
            SpaceId spaceId,
            NodeKind kind,
            boolean trashed,
            boolean purged,
            @Nullable Role role) {
        static Step of(ResultSet row, int index) throws SQLException {
            return new Step(
                    new NodeId(row.getObject("start", UUID.class)),
                    new NodeId(row.getObject("node_id", UUID.class)),
                    new SpaceId(row.getObject("space_id", UUID.class)),
                    NodeKind.of(row.getString("kind")),
                    row.getBoolean("trashed"),
                    row.getBoolean("purged"),
                    row.getBoolean("own") ? Role.OWNER : strongest(row.getArray("roles")));
        }

        private static @Nullable Role strongest(@Nullable Array roles) throws SQLException {
            return roles == null
                    ? null
                    : Arrays.stream((String[]) roles.getArray())
                            .map(Role::of)
                            .max(Role::compareTo)
                            .orElse(null);
        }
    }

    @Override
    public Optional<Place> find(NodeId node, AccountId asker) {
        Optional<Place> place = Ways.find(node, asker, () -> {
            newNodes.flush();
            return place(jdbc.query(WAY_OF_ONE, Step::of, node.value(), asker.value(), asker.value(), asker.value()));
        });
        NodeId bound = BoundFolder.of(asker);
        return bound == null ? place : place.flatMap(found -> found.in(bound));
    }

    @Override
    public void lookAt(Collection<NodeId> nodes, AccountId asker) {
        newNodes.flush();
        UUID[] ids = nodes.stream().map(NodeId::value).toArray(UUID[]::new);
        jdbc.query(WAYS_OF_MANY, Step::of, ids, asker.value(), asker.value(), asker.value()).stream()
                .collect(Collectors.groupingBy(Step::start))
                .values()
                .forEach(way -> place(way).ifPresent(place -> Ways.keep(place, asker)));
    }

    /** @param way from the node up to its root */
    private static Optional<Place> place(List<Step> way) {
        if (way.isEmpty() || way.stream().anyMatch(Step::purged)) {
            return Optional.empty();
        }
        Step here = way.getFirst();
        List<Step> above = way.subList(1, way.size());
        return Optional.of(new Place(
                here.nodeId(),
                here.spaceId(),
                here.kind(),
                above.stream().map(Step::nodeId).toList(),
                here.trashed(),
                above.stream().anyMatch(Step::trashed),
                strongest(way),
                strongest(above)));
    }

    private static @Nullable Role strongest(List<Step> steps) {
        return steps.stream()
                .map(Step::role)
                .flatMap(Stream::ofNullable)
                .max(Role::compareTo)
                .orElse(null);
    }

    @Override
    public void lock(SpaceId space) {
        Ways.forget();
        jdbc.queryForList(
                "SELECT owner_id FROM command.space WHERE space_id = ? FOR NO KEY UPDATE", UUID.class, space.value());
    }

    @Override
    public boolean isHeld(Place place) {
        newNodes.flush();
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                WITH RECURSIVE up AS (
                    SELECT node_id, parent_id FROM command.node WHERE space_id = ? AND held
                    UNION
                    SELECT n.node_id, n.parent_id FROM up JOIN command.node n ON n.node_id = up.parent_id)
                SELECT EXISTS (SELECT FROM up WHERE node_id = ?)
                    OR EXISTS (SELECT FROM command.node WHERE held AND node_id = ANY (?))""",
                Boolean.class,
                place.spaceId().value(),
                place.nodeId().value(),
                place.ancestors().stream().map(NodeId::value).toArray(UUID[]::new)));
    }

    @Override
    public boolean isHeld(SpaceId space) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM command.node WHERE space_id = ? AND held)", Boolean.class, space.value()));
    }

    @Override
    public void erase(SpaceId space, NodeId root) {
        jdbc.update("UPDATE command.node SET purged = true WHERE node_id = ?", root.value());
        removeLater(space, root);
    }

    @Override
    public void record(NodeEvent event, long version, long bytesAdded) {
        if (bytesAdded != 0) {
            quotas.add(event.spaceId(), bytesAdded);
        }
        switch (event) {
            case FolderCreated e -> insert(e, e.parentId(), NodeKind.FOLDER, e.name(), 0);
            case FileCreated e -> insert(e, e.parentId(), NodeKind.FILE, e.name(), bytesAdded);
            case VersionAdded e -> content(e, version, bytesAdded, 1);
            case VersionRestored e -> content(e, version, bytesAdded, 1);
            case VersionsPruned e ->
                content(e, version, bytesAdded, -e.versions().size());
            case NodeRenamed e -> rename(e, version);
            case NodeMoved e -> place(e.nodeId(), e.to(), e.toName(), version);
            case NodeTrashed e -> trash(e, version);
            case NodeUntrashed e -> place(e.nodeId(), e.parentId(), e.name(), version);
            case NodePurged e -> purge(e, version);
            case RetentionSet e -> retention(e, version);
            case HoldPlaced e -> update("held = true", e, version);
            case HoldLifted e -> update("held = false", e, version);
            case NodeCopied _,
                    NodeTagged _,
                    NodeUntagged _,
                    DescriptionChanged _,
                    ModifiedTimeSet _,
                    NodeLocked _,
                    NodeUnlocked _,
                    ConflictRecorded _,
                    ConflictResolved _ -> update("", event, version);
        }
    }

    private void insert(NodeEvent event, @Nullable NodeId parentId, NodeKind kind, String name, long bytes) {
        String key = NodeName.keyOf(name);
        if (newNodes.add(new NewNodes.Row(event.nodeId(), event.spaceId(), parentId, kind, key, bytes))) {
            return;
        }
        newNodes.flush();
        int rows = jdbc.update(
                """
                INSERT INTO command.node (node_id, space_id, parent_id, kind, name_key, version, bytes, versions)
                VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (parent_id, name_key) DO NOTHING""",
                event.nodeId().value(),
                event.spaceId().value(),
                parentId == null ? null : parentId.value(),
                kind.text(),
                key,
                bytes,
                kind == NodeKind.FILE ? 1 : 0);
        if (rows == 0) {
            nameIsTaken(event, bytes);
        }
    }

    private void content(NodeEvent event, long version, long bytesAdded, int versionsAdded) {
        update("bytes = bytes + ?, versions = versions + ?", event, version, bytesAdded, versionsAdded);
    }

    private void rename(NodeRenamed event, long version) {
        newNodes.flush();
        String key = NodeName.keyOf(event.to());
        int rows = jdbc.update("""
                UPDATE command.node n SET name_key = ?, version = ? WHERE node_id = ? AND NOT EXISTS (
                    SELECT FROM command.node o WHERE o.parent_id = n.parent_id AND o.name_key = ? AND o.node_id <> n.node_id)""", key, version, event.nodeId().value(), key);
        if (rows == 0) {
            nameIsTaken(event, 0);
        }
    }

    private void trash(NodeTrashed event, long version) {
        update("name_key = NULL, trashed_at = now()", event, version);
        Ways.forget();
    }

    private void place(NodeId node, NodeId parent, String name, long version) {
        newNodes.flush();
        String key = NodeName.keyOf(name);
        int rows = jdbc.update("""
                UPDATE command.node SET parent_id = ?, name_key = ?, version = ?, trashed_at = NULL
                 WHERE node_id = ? AND NOT EXISTS (
                    SELECT FROM command.node o WHERE o.parent_id = ? AND o.name_key = ? AND o.node_id <> ?)""", parent.value(), key, version, node.value(), parent.value(), key, node.value());
        if (rows == 0) {
            throw new CommandRefused(NodeRefusal.NAME_TAKEN);
        }
        Ways.forget();
    }

    /** Whoever takes the name in the same moment fails on the unique key, and tries again. */
    private void nameIsTaken(NodeEvent event, long bytes) {
        if (bytes != 0) {
            quotas.add(event.spaceId(), -bytes);
        }
        throw new CommandRefused(NodeRefusal.NAME_TAKEN);
    }

    private void retention(RetentionSet event, long version) {
        update("", event, version);
        Retention retention = event.retention();
        jdbc.update(
                "DELETE FROM command.retention WHERE node_id = ?",
                event.nodeId().value());
        if (retention != null) {
            jdbc.update(
                    """
                    INSERT INTO command.retention (node_id, space_id, trash_days, keep_versions, keep_days, thin)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    event.nodeId().value(),
                    event.spaceId().value(),
                    retention.trashDays(),
                    retention.keepVersions(),
                    retention.keepDays(),
                    retention.thin());
        }
    }

    /** From now on the node and all below it are nowhere; the rows go one by one, in the background. */
    private void purge(NodePurged event, long version) {
        update("purged = true", event, version);
        removeLater(event.spaceId(), event.nodeId());
    }

    private void removeLater(SpaceId space, NodeId top) {
        Ways.forget();
        jdbc.update(
                "INSERT INTO command.purge (node_id, space_id, started_at) VALUES (?, ?, now())",
                top.value(),
                space.value());
        jdbc.update(
                "INSERT INTO command.purge_folder (purge_id, node_id, depth) VALUES (?, ?, 0)",
                top.value(),
                top.value());
    }

    private void update(String assignments, NodeEvent event, long version, Object... values) {
        newNodes.flush();
        List<Object> parameters = new ArrayList<>(List.of(values));
        parameters.add(version);
        parameters.add(event.nodeId().value());
        int rows = jdbc.update(
                "UPDATE command.node SET %s version = ? WHERE node_id = ?"
                        .formatted(assignments.isEmpty() ? "" : assignments + ","),
                parameters.toArray());
        if (rows != 1) {
            throw new IllegalStateException(
                    "the tree has %d rows of %s where one should be".formatted(rows, event.nodeId()));
        }
    }
}
