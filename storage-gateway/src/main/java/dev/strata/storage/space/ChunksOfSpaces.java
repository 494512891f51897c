package dev.strata.storage.space;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which chunks a space has: the only answer to "do you have this?", so that nobody learns what others have stored. A
 * row is written when the chunk is durable.
 */
@Component
public class ChunksOfSpaces {
    /** So many ids go into one statement. */
    public static final int BATCH_MAX = 10_000;

    private static final String ADD = """
            INSERT INTO storage.chunk_in_space (space_id, chunk_id, length)
            SELECT ?, added.id, added.length FROM unnest(?, ?) AS added (id, length) ORDER BY added.id
            ON CONFLICT DO NOTHING""";
    private static final String LENGTHS = """
            SELECT chunk_id, length FROM storage.chunk_in_space WHERE space_id = ? AND chunk_id = ANY (?)""";

    private final JdbcTemplate jdbc;

    ChunksOfSpaces(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those of the given chunks that the space has, with their lengths.
     *
     * @param ids {@link #BATCH_MAX} at most
     */
    public Map<ChunkId, Integer> lengths(SpaceId space, SequencedSet<ChunkId> ids) {
        Map<ChunkId, Integer> found = HashMap.newHashMap(ids.size());
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(LENGTHS);
                    statement.setObject(1, space.value());
                    statement.setArray(2, digests(connection, ids));
                    return statement;
                },
                row -> {
                    found.put(ChunkId.ofDigest(row.getBytes(1)), row.getInt(2));
                });
        return found;
    }

    /** False if the space had it. */
    public boolean add(SpaceId space, ChunkId id, int length) {
        return addBatch(space, List.of(new ManifestEntry(id, length))) == 1;
    }

    /** Says how many of them the space did not have. */
    public int addAll(SpaceId space, List<ManifestEntry> chunks) {
        int added = 0;
        for (int from = 0; from < chunks.size(); from += BATCH_MAX) {
            added += addBatch(space, chunks.subList(from, Math.min(chunks.size(), from + BATCH_MAX)));
        }
        return added;
    }

    private int addBatch(SpaceId space, List<ManifestEntry> chunks) {
        return jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(ADD);
            statement.setObject(1, space.value());
            statement.setArray(
                    2,
                    digests(connection, chunks.stream().map(ManifestEntry::id).toList()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", chunks.stream().map(ManifestEntry::length).toArray()));
            return statement;
        });
    }

    private static Array digests(Connection connection, Collection<ChunkId> ids) throws SQLException {
        return connection.createArrayOf(
                "bytea", ids.stream().map(ChunkId::digest).toArray(byte[][]::new));
    }
}
