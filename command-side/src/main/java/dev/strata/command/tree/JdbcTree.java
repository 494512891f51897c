package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tree in {@code command.node}: unique keys and row locks hold its rules. */
@Component
class JdbcTree implements Tree {
    private static final String WAY_UP = """
            WITH RECURSIVE up AS (
                SELECT node_id, parent_id, space_id, kind, name_key, 0 AS depth
                  FROM command.node WHERE node_id = ?
                UNION ALL
                SELECT n.node_id, n.parent_id, n.space_id, n.kind, n.name_key, up.depth + 1
                  FROM up JOIN command.node n ON n.node_id = up.parent_id)
            SELECT up.node_id, up.space_id, up.kind, up.name_key IS NULL AS trashed,
                   CASE WHEN s.owner_id = ? THEN 'owner' ELSE g.role END AS role
              FROM up
              JOIN command.space s ON s.space_id = up.space_id
              LEFT JOIN command.access_grant g
                ON g.node_id = up.node_id AND g.account_id = ? AND (g.expires_at IS NULL OR g.expires_at > now())
             ORDER BY up.depth""";

    private final JdbcTemplate jdbc;

    JdbcTree(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Step(
            NodeId nodeId,
            SpaceId spaceId,
            NodeKind kind,
            boolean trashed,
            @Nullable Role role) {
        static Step of(ResultSet row, int index) throws SQLException {
            String role = row.getString("role");
            return new Step(
                    new NodeId(row.getObject("node_id", UUID.class)),
                    new SpaceId(row.getObject("space_id", UUID.class)),
                    NodeKind.of(row.getString("kind")),
                    row.getBoolean("trashed"),
                    role == null ? null : Role.of(role));
        }
    }

    @Override
    public Optional<Place> find(NodeId node, AccountId asker) {
        List<Step> way = jdbc.query(WAY_UP, Step::of, node.value(), asker.value(), asker.value());
        if (way.isEmpty()) {
            return Optional.empty();
        }
        Step here = way.getFirst();
        List<Step> above = way.subList(1, way.size());
        return Optional.of(new Place(
                node,
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
        jdbc.queryForList(
                "SELECT owner_id FROM command.space WHERE space_id = ? FOR NO KEY UPDATE", UUID.class, space.value());
    }

    @Override
    public void record(NodeEvent event, long version) {
        try {
            write(event, version);
        } catch (DuplicateKeyException _) {
            throw new CommandRefused(NodeRefusal.NAME_TAKEN);
        }
    }

    private void write(NodeEvent event, long version) {
        switch (event) {
            case FolderCreated e -> insert(e, e.parentId(), NodeKind.FOLDER, e.name());
            case FileCreated e -> insert(e, e.parentId(), NodeKind.FILE, e.name());
            case VersionAdded e ->
                update(
                        "UPDATE command.node SET version = ? WHERE node_id = ?",
                        version,
                        e.nodeId().value());
            case VersionRestored e ->
                update(
                        "UPDATE command.node SET version = ? WHERE node_id = ?",
                        version,
                        e.nodeId().value());
            case NodeRenamed e ->
                update(
                        "UPDATE command.node SET name_key = ?, version = ? WHERE node_id = ?",
                        NodeName.keyOf(e.to()),
                        version,
                        e.nodeId().value());
            case NodeMoved e -> place(e.nodeId(), e.to(), e.toName(), version);
            case NodeTrashed e ->
                update(
                        "UPDATE command.node SET name_key = NULL, version = ? WHERE node_id = ?",
                        version,
                        e.nodeId().value());
            case NodeUntrashed e -> place(e.nodeId(), e.parentId(), e.name(), version);
            case NodePurged e -> purge(e.nodeId());
        }
    }

    private void insert(NodeEvent event, @Nullable NodeId parentId, NodeKind kind, String name) {
        update(
                "INSERT INTO command.node (node_id, space_id, parent_id, kind, name_key, version) VALUES (?, ?, ?, ?, ?, 1)",
                event.nodeId().value(),
                event.spaceId().value(),
                parentId == null ? null : parentId.value(),
                kind.text(),
                NodeName.keyOf(name));
    }

    private void place(NodeId node, NodeId parent, String name, long version) {
        update(
                "UPDATE command.node SET parent_id = ?, name_key = ?, version = ? WHERE node_id = ?",
                parent.value(),
                NodeName.keyOf(name),
                version,
                node.value());
    }

    private void update(String sql, @Nullable Object... parameters) {
        int rows = jdbc.update(sql, parameters);
        if (rows != 1) {
            throw new IllegalStateException("the tree has %d rows where one should be: %s".formatted(rows, sql));
        }
    }

    /** One statement, so that the children are gone when the foreign key looks. */
    private void purge(NodeId node) {
        jdbc.update("""
                WITH RECURSIVE below AS (
                    SELECT node_id FROM command.node WHERE node_id = ?
                    UNION ALL
                    SELECT n.node_id FROM below JOIN command.node n ON n.parent_id = below.node_id)
                DELETE FROM command.node WHERE node_id IN (SELECT node_id FROM below)""", node.value());
    }
}
