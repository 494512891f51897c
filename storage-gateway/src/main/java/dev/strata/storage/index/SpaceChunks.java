package dev.strata.storage.index;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which chunks a space has: the only answer to "do you have this?", so that nobody learns what others have stored.
 * Whoever is told of one may count on it for a while: the answer pins it.
 */
@Component
public class SpaceChunks {
    /** So many ids go into one statement. */
    public static final int BATCH_MAX = 10_000;

    private static final String HOLD = """
            WITH there AS (
                SELECT chunk_id, length FROM storage.chunk
                 WHERE domain = ? AND chunk_id = ANY (?) AND NOT bad ORDER BY chunk_id FOR KEY SHARE)
            INSERT INTO storage.chunk_in_space AS mine (space_id, chunk_id, domain, length, pinned_until)
            SELECT ?, chunk_id, ?, length, ? FROM there
            ON CONFLICT (space_id, chunk_id) DO UPDATE SET pinned_until = greatest(mine.pinned_until, excluded.pinned_until)
            RETURNING chunk_id, xmax = 0 AS added""";
    private static final String PIN = """
            WITH mine AS (
                SELECT s.chunk_id FROM storage.chunk_in_space s JOIN storage.chunk c USING (chunk_id, domain)
                 WHERE s.space_id = ? AND s.chunk_id = ANY (?) AND NOT c.bad ORDER BY s.chunk_id FOR UPDATE OF s)
            UPDATE storage.chunk_in_space s SET pinned_until = greatest(s.pinned_until, ?)
              FROM mine WHERE s.space_id = ? AND s.chunk_id = mine.chunk_id
            RETURNING s.chunk_id, s.length""";

    private final JdbcTemplate jdbc;

    SpaceChunks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of the chunks that a space has brought.
     *
     * @param known those that lie in its dedup domain, and are the space's now
     * @param added those of them that the space did not have
     */
    public record Held(Set<ChunkId> known, int added) {}

    /**
     * Makes those of the chunks that are stored already the space's, and pins them.
     *
     * @param ids {@link #BATCH_MAX} at most
     */
    public Held hold(SpaceId space, UUID domain, Collection<ChunkId> ids, Instant pinnedUntil) {
        Set<ChunkId> known = HashSet.newHashSet(ids.size());
        int[] added = {0};
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(HOLD);
                    statement.setObject(1, domain);
                    statement.setArray(2, BinaryIds.of(connection, ids));
                    statement.setObject(3, space.value());
                    statement.setObject(4, domain);
                    statement.setObject(5, ChunkIndex.at(pinnedUntil));
                    return statement;
                },
                row -> {
                    known.add(ChunkId.ofDigest(row.getBytes(1)));
                    added[0] += row.getBoolean(2) ? 1 : 0;
                });
        return new Held(known, added[0]);
    }

    /**
     * Those of the chunks that the space has, with their lengths. They will be there until then at least.
     *
     * @param ids {@link #BATCH_MAX} at most
     */
    public Map<ChunkId, Integer> pin(SpaceId space, Collection<ChunkId> ids, Instant until) {
        Map<ChunkId, Integer> found = HashMap.newHashMap(ids.size());
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(PIN);
                    statement.setObject(1, space.value());
                    statement.setArray(2, BinaryIds.of(connection, ids));
                    statement.setObject(3, ChunkIndex.at(until));
                    statement.setObject(4, space.value());
                    return statement;
                },
                row -> {
                    found.put(ChunkId.ofDigest(row.getBytes(1)), row.getInt(2));
                });
        return found;
    }

    /** The same for any number of chunks. */
    public Map<ChunkId, Integer> pinAll(SpaceId space, List<ChunkId> ids, Instant until) {
        Map<ChunkId, Integer> found = HashMap.newHashMap(ids.size());
        for (int from = 0; from < ids.size(); from += BATCH_MAX) {
            found.putAll(pin(space, ids.subList(from, Math.min(ids.size(), from + BATCH_MAX)), until));
        }
        return found;
    }
}
