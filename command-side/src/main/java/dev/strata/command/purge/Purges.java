package dev.strata.command.purge;

import dev.strata.command.tree.Quotas;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The purges in {@code command.purge}. A tree is removed from its deepest folders up, some rows in each transaction, so
 * that a tree of any size holds nothing up and a process that dies loses nothing.
 */
@Component
public class Purges {
    private static final int LIST_MAX = 100;

    private final JdbcClient jdbc;
    private final Quotas quotas;

    Purges(JdbcClient jdbc, Quotas quotas) {
        this.jdbc = jdbc;
        this.quotas = quotas;
    }

    /** Of a space, the newest first; those that ended a month ago are forgotten. */
    public List<Purge> list(SpaceId space) {
        return jdbc.sql("SELECT * FROM command.purge WHERE space_id = ? ORDER BY started_at DESC, node_id LIMIT ?")
                .params(space.value(), LIST_MAX)
                .query(Purges::purge)
                .list();
    }

    private static Purge purge(ResultSet row, int index) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Purge(
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("total", Long.class),
                row.getLong("removed"),
                finished == null ? null : finished.toInstant());
    }

    /** A purge that nobody works at. */
    record Job(UUID purgeId, UUID spaceId, @Nullable Long total) {}

    /** Locks it until the transaction ends. */
    Optional<Job> next() {
        return jdbc.sql("""
                        SELECT node_id AS purge_id, space_id, total FROM command.purge WHERE finished_at IS NULL
                         ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .query((row, _) -> new Job(
                        row.getObject("purge_id", UUID.class),
                        row.getObject("space_id", UUID.class),
                        row.getObject("total", Long.class)))
                .optional();
    }

    void count(Job job) {
        jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT node_id FROM command.node WHERE node_id = :node
                            UNION ALL
                            SELECT n.node_id FROM below JOIN command.node n ON n.parent_id = below.node_id)
                        UPDATE command.purge SET total = (SELECT count(*) FROM below) WHERE node_id = :node""").param("node", job.purgeId()).update();
    }

    /** Removes at least one row, if there are any, and about {@code rows}; whether some are left. */
    boolean remove(Job job, int rows) {
        int removed = 0;
        Optional<Folder> deepest = deepest(job);
        while (removed < rows && deepest.isPresent()) {
            removed += removeIn(job, deepest.get(), rows - removed);
            deepest = deepest(job);
        }
        jdbc.sql("UPDATE command.purge SET removed = removed + ? WHERE node_id = ?")
                .params(removed, job.purgeId())
                .update();
        return deepest.isPresent();
    }

    private record Folder(UUID nodeId, int depth) {}

    private Optional<Folder> deepest(Job job) {
        return jdbc.sql(
                        "SELECT node_id, depth FROM command.purge_folder WHERE purge_id = ? ORDER BY depth DESC LIMIT 1")
                .param(job.purgeId())
                .query((row, _) -> new Folder(row.getObject("node_id", UUID.class), row.getInt("depth")))
                .optional();
    }

    /**
     * Files first; folders in it come next, being deeper; what has nothing in it any more goes itself. Where a file is moved
     * out meanwhile, the delete waits for that, and looks at its own condition again, not at that of what it read from.
     */
    private int removeIn(Job job, Folder folder, int rows) {
        int files = delete(job, """
                parent_id = ? AND node_id IN (SELECT node_id FROM command.node WHERE parent_id = ? AND kind = 'file' LIMIT ?)""", folder.nodeId(), folder.nodeId(), rows);
        if (files > 0) {
            return files;
        }
        int folders = jdbc.sql("""
                        INSERT INTO command.purge_folder (purge_id, node_id, depth)
                        SELECT ?, node_id, ? FROM command.node WHERE parent_id = ? LIMIT ? ON CONFLICT DO NOTHING""")
                .params(job.purgeId(), folder.depth() + 1, folder.nodeId(), rows)
                .update();
        if (folders > 0) {
            return 0;
        }
        jdbc.sql("DELETE FROM command.purge_folder WHERE purge_id = ? AND node_id = ?")
                .params(job.purgeId(), folder.nodeId())
                .update();
        return delete(job, "node_id = ?", folder.nodeId());
    }

    private int delete(Job job, String condition, Object... parameters) {
        List<Long> bytes = jdbc.sql("DELETE FROM command.node WHERE " + condition + " RETURNING bytes")
                .params(List.of(parameters))
                .query((row, _) -> row.getLong("bytes"))
                .list();
        long freed = bytes.stream().mapToLong(Long::longValue).sum();
        if (freed > 0) {
            quotas.release(new SpaceId(job.spaceId()), freed);
        }
        return bytes.size();
    }

    void finish(Job job) {
        jdbc.sql("UPDATE command.purge SET finished_at = now() WHERE node_id = ?")
                .param(job.purgeId())
                .update();
        jdbc.sql("DELETE FROM command.purge WHERE finished_at < now() - interval '30 days'")
                .update();
    }
}
