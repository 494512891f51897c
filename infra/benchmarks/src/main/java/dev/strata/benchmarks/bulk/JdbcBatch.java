package dev.strata.benchmarks.bulk;

import dev.strata.benchmarks.product.EventSample;
import dev.strata.kernel.id.NodeId;
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

/** The limit: the same rows by JDBC batches into copies of the same tables; nothing is read or checked but the keys. */
final class JdbcBatch {
    private static final int BATCH = 1_000;

    private final DataSource pool;
    private final Clock clock = Clock.systemUTC();
    private final EventSample created;
    private final EventSample restored;
    private final UUID space = NodeId.random().value();
    private final UUID parent = NodeId.random().value();
    private final List<UUID> nodes = new ArrayList<>();
    private long sequence;

    JdbcBatch(DataSource pool) throws SQLException {
        this.pool = pool;
        this.created = EventSample.newest(pool, "FolderCreated");
        this.restored = EventSample.newest(pool, "VersionRestored");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA plain;
                    CREATE TABLE plain.event (LIKE log.event INCLUDING ALL);
                    CREATE TABLE plain.node (LIKE command.node INCLUDING ALL)""");
        }
    }

    void create(int count) throws SQLException {
        for (int done = 0; done < count; done += BATCH) {
            List<UUID> made = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                made.add(NodeId.random().value());
            }
            try (Connection connection = begin();
                    PreparedStatement insert = connection.prepareStatement("""
                            INSERT INTO plain.node (node_id, space_id, parent_id, kind, name_key, version)
                            VALUES (?, ?, ?, 'folder', ?, 1)""")) {
                for (UUID node : made) {
                    insert.setObject(1, node);
                    insert.setObject(2, space);
                    insert.setObject(3, parent);
                    insert.setString(4, "folder " + node);
                    insert.addBatch();
                }
                insert.executeBatch();
                insertEvents(connection, created, made, 0);
                connection.commit();
            }
            nodes.addAll(made);
        }
    }

    /** One event for each of so many nodes, in one transaction. */
    void change(int count) throws SQLException {
        List<UUID> changed = nodes.subList(0, count);
        sequence++;
        try (Connection connection = begin();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE plain.node SET bytes = bytes + ?, versions = versions + 1, version = ? WHERE node_id = ?")) {
            for (UUID node : changed) {
                update.setLong(1, BATCH);
                update.setLong(2, sequence + 1);
                update.setObject(3, node);
                update.addBatch();
            }
            update.executeBatch();
            insertEvents(connection, restored, changed, sequence);
            connection.commit();
        }
    }

    private void insertEvents(Connection connection, EventSample event, List<UUID> streams, long number)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO plain.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                         payload_type, payload_revision, payload, meta_data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (UUID stream : streams) {
                insert.setString(1, NodeId.random().toString());
                insert.setString(2, stream.toString());
                insert.setLong(3, number);
                insert.setString(4, event.type());
                insert.setObject(5, OffsetDateTime.now(clock));
                insert.setString(6, event.payloadType());
                insert.setString(7, event.payloadRevision());
                insert.setBytes(8, event.payload());
                insert.setBytes(9, event.metaData());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The pool turns it back when the connection is closed. */
    private Connection begin() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
