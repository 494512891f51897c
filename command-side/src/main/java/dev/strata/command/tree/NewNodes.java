package dev.strata.command.tree;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the rows of many new nodes together. Whoever takes one of their names in the meantime makes the transaction
 * fail on the unique key; it is run again then, and sees that the name is taken.
 */
@Component
public class NewNodes {
    private static final String RESOURCE = NewNodes.class.getName();

    private final JdbcTemplate jdbc;

    NewNodes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A name in a folder. */
    public record Slot(NodeId parent, NodeName name) {
        private Key key() {
            return new Key(parent.value(), name.key());
        }
    }

    private record Key(UUID parent, String nameKey) {}

    record Row(NodeId nodeId, SpaceId spaceId, @Nullable NodeId parentId, NodeKind kind, String nameKey, long bytes) {}

    /**
     * What is known of the transaction.
     *
     * @param free the names that nobody has, though another transaction may take them
     * @param made the folders that it has made: whatever is in them, it has put there
     */
    private record Gathered(Set<Key> free, Set<UUID> made, Set<Key> used, List<Row> rows) {
        boolean take(Key key) {
            boolean known = free.remove(key);
            boolean firstInNew = used.add(key) && made.contains(key.parent());
            return known || firstInNew;
        }
    }

    /** From now on and in this transaction, nodes that are made in these places are written together. */
    public void gather(Collection<Slot> slots) {
        Set<Key> free = new HashSet<>(slots.stream().map(Slot::key).toList());
        List<Key> all = List.copyOf(free);
        jdbc.query(
                """
                SELECT parent_id, name_key FROM command.node
                 WHERE (parent_id, name_key) IN (SELECT * FROM unnest(?::uuid[], ?::text[]))""",
                row -> {
                    free.remove(new Key(row.getObject("parent_id", UUID.class), row.getString("name_key")));
                },
                all.stream().map(Key::parent).toArray(UUID[]::new),
                all.stream().map(Key::nameKey).toArray(String[]::new));
        UnitOfWork<?> transaction = CurrentUnitOfWork.get().root();
        transaction.resources().put(RESOURCE, new Gathered(free, new HashSet<>(), new HashSet<>(), new ArrayList<>()));
        transaction.onPrepareCommit(_ -> flush());
    }

    /** Whether the row will be written with others, because its name is known to be free. */
    boolean add(Row row) {
        NodeId parent = row.parentId();
        Optional<Gathered> gathered = ofTransaction();
        if (parent == null || gathered.isEmpty()) {
            return false;
        }
        boolean taken = gathered.get().take(new Key(parent.value(), row.nameKey()));
        if (taken) {
            gathered.get().made().add(row.nodeId().value());
            gathered.get().rows().add(row);
        }
        return taken;
    }

    /** Has each node written at once again, before something happens that may take names. */
    public void stop() {
        flush();
        ofTransaction().ifPresent(gathered -> {
            gathered.free().clear();
            gathered.made().clear();
        });
    }

    /** Writes what was gathered, for whoever looks at the tree next. */
    void flush() {
        ofTransaction().map(Gathered::rows).filter(rows -> !rows.isEmpty()).ifPresent(rows -> {
            List<Row> written = List.copyOf(rows);
            rows.clear();
            jdbc.batchUpdate("""
                    INSERT INTO command.node (node_id, space_id, parent_id, kind, name_key, version, bytes, versions)
                    VALUES (?, ?, ?, ?, ?, 1, ?, ?)""", written, written.size(), (insert, row) -> {
                NodeId parent = row.parentId();
                insert.setObject(1, row.nodeId().value());
                insert.setObject(2, row.spaceId().value());
                insert.setObject(3, parent == null ? null : parent.value());
                insert.setString(4, row.kind().text());
                insert.setString(5, row.nameKey());
                insert.setLong(6, row.bytes());
                insert.setInt(7, row.kind() == NodeKind.FILE ? 1 : 0);
            });
        });
    }

    private static Optional<Gathered> ofTransaction() {
        return CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().getResource(RESOURCE));
    }
}
