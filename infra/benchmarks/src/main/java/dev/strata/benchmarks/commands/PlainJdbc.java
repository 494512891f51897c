package dev.strata.benchmarks.commands;

import dev.strata.benchmarks.product.EventSample;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The limit: the rows that a command leaves behind, written by plain JDBC through the same pool into copies of the same
 * tables, one transaction per command. It reads nothing and checks nothing but the keys.
 */
final class PlainJdbc implements Contender {
    private static final String INSERT_EVENT = """
            INSERT INTO plain.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                     payload_type, payload_revision, payload, meta_data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_NODE = """
            INSERT INTO plain.node (node_id, space_id, parent_id, kind, name_key, version)
            VALUES (?, ?, ?, 'folder', ?, 1)""";
    private static final String UPDATE_NODE = "UPDATE plain.node SET name_key = ?, version = ? WHERE node_id = ?";

    private final DataSource pool;
    private final Clock clock = Clock.systemUTC();
    private final EventSample created;
    private final EventSample renamed;
    private final UUID space = NodeId.random().value();
    private final Names names = new Names();
    private final List<UUID> parents = new ArrayList<>();
    private final List<Turns<Folder>> nodes = new ArrayList<>();

    private static final class Folder {
        private final UUID id;
        private long version = 1;

        private Folder(UUID id) {
            this.id = id;
        }
    }

    PlainJdbc(DataSource pool, int callers, int nodesEach) throws SQLException {
        this.pool = pool;
        this.created = EventSample.newest(pool, "FolderCreated");
        this.renamed = EventSample.newest(pool, "NodeRenamed");
        copyTables();
        UUID root = createIn(null);
        for (int caller = 0; caller < callers; caller++) {
            UUID parent = createIn(root);
            parents.add(parent);
            nodes.add(Turns.of(nodesEach, () -> new Folder(createIn(parent))));
        }
    }

    private void copyTables() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA plain;
                    CREATE TABLE plain.event (LIKE log.event INCLUDING ALL);
                    CREATE TABLE plain.node (LIKE command.node INCLUDING ALL);
                    ALTER TABLE plain.node ADD FOREIGN KEY (parent_id) REFERENCES plain.node""");
        }
    }

    @Override
    public void create(int caller) throws SQLException {
        createIn(parents.get(caller));
    }

    private UUID createIn(@Nullable UUID parent) throws SQLException {
        UUID id = NodeId.random().value();
        try (Connection connection = begin()) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT_NODE)) {
                insert.setObject(1, id);
                insert.setObject(2, space);
                insert.setObject(3, parent);
                insert.setString(4, NodeName.keyOf(names.next()));
                insert.executeUpdate();
            }
            insertEvent(connection, created, id, 0);
            connection.commit();
        }
        return id;
    }

    @Override
    public void rename(int caller) throws SQLException {
        Folder folder = nodes.get(caller).next();
        try (Connection connection = begin()) {
            try (PreparedStatement update = connection.prepareStatement(UPDATE_NODE)) {
                update.setString(1, NodeName.keyOf(names.next()));
                update.setLong(2, folder.version + 1);
                update.setObject(3, folder.id);
                update.executeUpdate();
            }
            insertEvent(connection, renamed, folder.id, folder.version);
            connection.commit();
        }
        folder.version++;
    }

    /** The pool turns it back when the connection is closed. */
    private Connection begin() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void insertEvent(Connection connection, EventSample event, UUID stream, long sequence) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
            insert.setString(1, NodeId.random().toString());
            insert.setString(2, stream.toString());
            insert.setLong(3, sequence);
            insert.setString(4, event.type());
            insert.setObject(5, OffsetDateTime.now(clock));
            insert.setString(6, event.payloadType());
            insert.setString(7, event.payloadRevision());
            insert.setBytes(8, event.payload());
            insert.setBytes(9, event.metaData());
            insert.executeUpdate();
        }
    }
}
