package dev.strata.query.node;

import dev.strata.query.node.NodeRow.Identity;
import dev.strata.query.node.State.Content;
import dev.strata.query.node.State.Lock;
import dev.strata.query.projection.AccessChanges;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Target;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes {@code query.node} and its past, many rows at once. */
class NodeTables {
    private static final String PLACE = "parent_id, name, name_key, name_sort, trashed, trashed_at, trashed_by";
    private static final String STATE = """
            version, content_version, size, sha256, sha256_verified, media_type, modified_at, changed_at, changed_by,
            description, tags, lock_owner, lock_expires_at, held""";
    private static final String IDENTITY = "node_id, space_id, number, kind, created_at";
    private static final int BATCH = 1_000;

    private final JdbcTemplate jdbc;
    private final Target target;

    NodeTables(JdbcTemplate jdbc, Target target) {
        this.jdbc = jdbc;
        this.target = target;
    }

    /** Those of the nodes that are known, by their ids. */
    Map<UUID, NodeRow> find(Collection<UUID> nodes) {
        Map<UUID, NodeRow> rows = new HashMap<>();
        jdbc.query(
                target.sql("SELECT * FROM {schema}.node WHERE node_id = ANY (?)"),
                row -> {
                    NodeRow node = read(row);
                    rows.put(node.identity().nodeId(), node);
                },
                (Object) nodes.toArray(UUID[]::new));
        return rows;
    }

    /** Those of the nodes that are purged. */
    List<UUID> purged(Collection<UUID> nodes) {
        return jdbc.query(
                target.sql("""
                SELECT DISTINCT p.node_id FROM {schema}.node_state_past p
                 WHERE p.node_id = ANY (?) AND NOT EXISTS (SELECT FROM {schema}.node n WHERE n.node_id = p.node_id)"""), (row, _) -> Columns.uuid(row, "node_id"), (Object) nodes.toArray(UUID[]::new));
    }

    private static NodeRow read(ResultSet row) throws SQLException {
        return new NodeRow(
                new Identity(
                        Columns.uuid(row, "node_id"),
                        Columns.uuid(row, "space_id"),
                        row.getLong("number"),
                        row.getString("kind"),
                        time(row, "created_at")),
                new Place(
                        Columns.uuidOrNull(row, "parent_id"),
                        row.getString("name"),
                        row.getObject("trashed_at", OffsetDateTime.class),
                        Columns.uuidOrNull(row, "trashed_by"),
                        row.getLong("placed_since")),
                new State(
                        row.getLong("version"),
                        content(row),
                        time(row, "modified_at"),
                        time(row, "changed_at"),
                        Columns.uuidOrNull(row, "changed_by"),
                        row.getString("description"),
                        Columns.texts(row, "tags"),
                        lock(row),
                        row.getBoolean("held"),
                        row.getLong("changed_since")));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }

    private static @Nullable Content content(ResultSet row) throws SQLException {
        Integer number = row.getObject("content_version", Integer.class);
        return number == null
                ? null
                : new Content(
                        number,
                        row.getLong("size"),
                        row.getString("sha256"),
                        row.getBoolean("sha256_verified"),
                        row.getString("media_type"));
    }

    private static @Nullable Lock lock(ResultSet row) throws SQLException {
        UUID owner = Columns.uuidOrNull(row, "lock_owner");
        return owner == null ? null : new Lock(owner, time(row, "lock_expires_at"));
    }

    /** Brings the tables to what a fold has come to. */
    void write(NodeFold fold) {
        jdbc.batchUpdate(target.sql("""
                INSERT INTO {schema}.node_place (%s, %s, from_position, to_position, search_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (node_id, from_position) DO UPDATE SET to_position = excluded.to_position""".formatted(IDENTITY, PLACE)), fold.places(), BATCH, (statement, placed) -> {
            int next = place(statement, identity(statement, 1, placed.identity()), placed.place());
            statement.setLong(next, placed.place().since());
            statement.setLong(next + 1, placed.until());
            statement.setString(next + 2, SearchKey.of(placed.place().name()));
        });
        jdbc.batchUpdate(target.sql("""
                INSERT INTO {schema}.node_state_past (node_id, from_position, to_position, %s)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""".formatted(STATE)), fold.past(), BATCH, (statement, past) -> {
            statement.setObject(1, past.row().identity().nodeId());
            statement.setLong(2, past.row().state().since());
            statement.setLong(3, past.until());
            state(statement, 4, past.row().state());
        });
        jdbc.batchUpdate(
                target.sql("""
                INSERT INTO {schema}.node (%s, %s, placed_since, %s, changed_since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (node_id) DO UPDATE SET (%s, placed_since, %s, changed_since)
                    = ROW (%s, excluded.placed_since, %s, excluded.changed_since)""".formatted(IDENTITY, PLACE, STATE, PLACE, STATE, excluded(PLACE), excluded(STATE))),
                List.copyOf(fold.changed()),
                BATCH,
                (statement, row) -> {
                    int next = place(statement, identity(statement, 1, row.identity()), row.place());
                    statement.setLong(next, row.place().since());
                    int last = state(statement, next + 1, row.state());
                    statement.setLong(last, row.state().since());
                });
        AccessChanges.count(jdbc, target, "node", fold.spacesOfOtherWays());
    }

    private static String excluded(String columns) {
        return columns.replaceAll("([a-z][a-z0-9_]*)", "excluded.$1");
    }

    private static int identity(PreparedStatement statement, int first, Identity identity) throws SQLException {
        statement.setObject(first, identity.nodeId());
        statement.setObject(first + 1, identity.spaceId());
        statement.setLong(first + 2, identity.number());
        statement.setString(first + 3, identity.kind());
        statement.setObject(first + 4, identity.createdAt());
        return first + 5;
    }

    private static int place(PreparedStatement statement, int first, Place place) throws SQLException {
        statement.setObject(first, place.parentId(), Types.OTHER);
        statement.setString(first + 1, place.name());
        statement.setString(first + 2, dev.strata.kernel.node.NodeName.keyOf(place.name()));
        statement.setString(first + 3, NaturalOrder.keyOf(place.name()));
        statement.setBoolean(first + 4, place.trashed());
        statement.setObject(first + 5, place.trashedAt(), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(first + 6, place.trashedBy(), Types.OTHER);
        return first + 7;
    }

    private static int state(PreparedStatement statement, int first, State state) throws SQLException {
        Content content = state.content();
        Lock lock = state.lock();
        statement.setLong(first, state.version());
        statement.setObject(first + 1, content == null ? null : content.number(), Types.INTEGER);
        statement.setObject(first + 2, content == null ? null : content.size(), Types.BIGINT);
        statement.setString(first + 3, content == null ? null : content.sha256());
        statement.setObject(first + 4, content == null ? null : content.sha256Verified(), Types.BOOLEAN);
        statement.setString(first + 5, content == null ? null : content.mediaType());
        statement.setObject(first + 6, state.modifiedAt());
        statement.setObject(first + 7, state.changedAt());
        statement.setObject(first + 8, state.changedBy(), Types.OTHER);
        statement.setString(first + 9, state.description());
        statement.setArray(
                first + 10,
                statement.getConnection().createArrayOf("text", state.tags().toArray()));
        statement.setObject(first + 11, lock == null ? null : lock.owner(), Types.OTHER);
        statement.setObject(first + 12, lock == null ? null : lock.expiresAt(), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setBoolean(first + 13, state.held());
        return first + 14;
    }

    /** Takes a node and all that is below it into the past. */
    void purge(UUID node, long position) {
        jdbc.update(target.sql("""
                WITH RECURSIVE below AS (
                    SELECT node_id FROM {schema}.node WHERE node_id = ?
                    UNION ALL
                    SELECT n.node_id FROM below JOIN {schema}.node n ON n.parent_id = below.node_id),
                gone AS (DELETE FROM {schema}.node WHERE node_id IN (SELECT node_id FROM below) RETURNING *),
                places AS (
                    UPDATE {schema}.node_place p SET to_position = ? FROM gone
                     WHERE p.node_id = gone.node_id AND p.from_position = gone.placed_since)
                INSERT INTO {schema}.node_state_past (node_id, from_position, to_position, %1$s)
                SELECT node_id, changed_since, ?, %1$s FROM gone""".formatted(STATE)), node, position, position);
    }

    /** Forgets all that is and was in a space. */
    void erase(UUID space) {
        jdbc.update(target.sql("""
                DELETE FROM {schema}.node_state_past WHERE node_id IN (
                    SELECT node_id FROM {schema}.node_place WHERE space_id = ?)"""), space);
        jdbc.update(target.sql("DELETE FROM {schema}.node_place WHERE space_id = ?"), space);
        jdbc.update(target.sql("DELETE FROM {schema}.node WHERE space_id = ?"), space);
        AccessChanges.forget(jdbc, target, space);
    }
}
