package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What one event about a folder does to the records of everything below it. */
@Component
class Subtree {
    private final JdbcClient jdbc;
    private final SpaceSequence spaces;

    Subtree(JdbcClient jdbc, SpaceSequence spaces) {
        this.jdbc = jdbc;
        this.spaces = spaces;
    }

    /** Whether an ancestor of the node is in the trash, so that readers do not hold the node. */
    boolean hidden(SpaceId space, NodeId node) {
        return jdbc.sql("""
                WITH RECURSIVE up AS (
                    SELECT parent_id FROM sync.record WHERE space_id = :space AND node_id = :node
                    UNION
                    SELECT r.parent_id FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.parent_id)
                SELECT EXISTS (
                    SELECT FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.parent_id
                    WHERE r.trashed OR r.deleted)
                """)
                .param("space", space.value())
                .param("node", node.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * Gives what came back with a folder new numbers, so that readers who have passed the old ones get it. It is nobody's
     * own change: the device that brought the folder back does not hold what was below it either.
     */
    void renumber(Map<String, @Nullable Object> parameters) {
        int count = jdbc.sql("""
                WITH RECURSIVE below AS (
                    SELECT node_id FROM sync.record
                    WHERE space_id = :space AND parent_id = :node AND NOT trashed AND NOT deleted
                    UNION
                    SELECT r.node_id FROM below JOIN sync.record r ON r.space_id = :space AND r.parent_id = below.node_id
                    WHERE NOT r.trashed AND NOT r.deleted),
                ranked AS (SELECT node_id, :seq + row_number() OVER (ORDER BY node_id) AS seq FROM below)
                UPDATE sync.record r SET
                    seq = ranked.seq, other_seq = ranked.seq, content_seq = ranked.seq, content_by = NULL,
                    op = :op, by_account = :actor, by_device = NULL, changed_at = :time
                FROM ranked WHERE r.space_id = :space AND r.node_id = ranked.node_id
                """).params(parameters).update();
        if (count > 0) {
            spaces.advance(new SpaceId((UUID) Objects.requireNonNull(parameters.get("space"))), count);
        }
    }

    /**
     * Makes tombstones of everything below a purged folder. They keep their numbers: whoever has passed those knows the
     * nodes below the folder, and whoever has not may still know them elsewhere and must hear of each.
     */
    void delete(Map<String, @Nullable Object> parameters) {
        jdbc.sql("""
                WITH RECURSIVE below AS (
                    SELECT node_id FROM sync.record WHERE space_id = :space AND parent_id = :node AND NOT deleted
                    UNION
                    SELECT r.node_id FROM below JOIN sync.record r ON r.space_id = :space AND r.parent_id = below.node_id
                    WHERE NOT r.deleted)
                UPDATE sync.record r SET deleted = true, op = :op
                FROM below WHERE r.space_id = :space AND r.node_id = below.node_id
                """).params(parameters).update();
    }
}
