package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tree in {@code command.node}: unique keys and row locks hold its rules. */
@Component
class JdbcTree implements Tree {
    private final JdbcTemplate jdbc;
    private final Quotas quotas;
    private final NewNodes newNodes;
    private final Places places;
    private final AccessChanges accessChanges;

    JdbcTree(JdbcTemplate jdbc, Quotas quotas, NewNodes newNodes, Places places, AccessChanges accessChanges) {
        this.jdbc = jdbc;
        this.quotas = quotas;
        this.newNodes = newNodes;
        this.places = places;
        this.accessChanges = accessChanges;
    }

    @Override
    public Optional<Place> find(NodeId node, AccountId asker) {
        Optional<Place> place = Ways.find(node, asker, () -> {
            newNodes.flush();
            return places.of(asker, List.of(node)).stream().findFirst();
        });
        NodeId bound = BoundFolder.of(asker);
        return bound == null ? place : place.flatMap(found -> found.in(bound));
    }

    @Override
    public void lookAt(Collection<NodeId> nodes, AccountId asker) {
        newNodes.flush();
        places.of(asker, nodes).forEach(place -> Ways.keep(place, asker));
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
            case NodeMoved e -> place(e, e.to(), e.toName(), version);
            case NodeTrashed e -> trash(e, version);
            case NodeUntrashed e -> place(e, e.parentId(), e.name(), version);
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
        moved(event, update("name_key = NULL, trashed_at = now()", event, version));
    }

    private void place(NodeEvent event, NodeId parent, String name, long version) {
        newNodes.flush();
        String key = NodeName.keyOf(name);
        UUID node = event.nodeId().value();
        List<NodeKind> kinds =
                jdbc.query("""
                UPDATE command.node SET parent_id = ?, name_key = ?, version = ?, trashed_at = NULL
                 WHERE node_id = ? AND NOT EXISTS (
                    SELECT FROM command.node o WHERE o.parent_id = ? AND o.name_key = ? AND o.node_id <> ?)
                RETURNING kind""", JdbcTree::kind, parent.value(), key, version, node, parent.value(), key, node);
        if (kinds.isEmpty()) {
            throw new CommandRefused(NodeRefusal.NAME_TAKEN);
        }
        moved(event, kinds.getFirst());
    }

    /** What is in a folder goes with it. */
    private void moved(NodeEvent event, NodeKind kind) {
        Ways.forget();
        if (kind == NodeKind.FOLDER) {
            accessChanges.count(event.spaceId());
        }
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
        accessChanges.count(space);
        jdbc.update(
                "INSERT INTO command.purge (node_id, space_id, started_at) VALUES (?, ?, now())",
                top.value(),
                space.value());
        jdbc.update(
                "INSERT INTO command.purge_folder (purge_id, node_id, depth) VALUES (?, ?, 0)",
                top.value(),
                top.value());
    }

    private NodeKind update(String assignments, NodeEvent event, long version, Object... values) {
        newNodes.flush();
        List<Object> parameters = new ArrayList<>(List.of(values));
        parameters.add(version);
        parameters.add(event.nodeId().value());
        List<NodeKind> kinds = jdbc.query(
                "UPDATE command.node SET %s version = ? WHERE node_id = ? RETURNING kind"
                        .formatted(assignments.isEmpty() ? "" : assignments + ","),
                JdbcTree::kind,
                parameters.toArray());
        if (kinds.size() != 1) {
            throw new IllegalStateException(
                    "the tree has %d rows of %s where one should be".formatted(kinds.size(), event.nodeId()));
        }
        return kinds.getFirst();
    }

    private static NodeKind kind(ResultSet row, int index) throws SQLException {
        return NodeKind.of(row.getString("kind"));
    }
}
