package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What one event about a folder does to the records of everything below it. {@code LIMIT 1} and {@code OFFSET 0} in walks
 * make PostgreSQL go by the index: it thinks that each step has ten times as much to do, and would read the whole table.
 */
@Component
class Subtree {
    private final JdbcClient jdbc;
    private final SpaceSequence spaces;
    private final Shares shares;

    Subtree(JdbcClient jdbc, SpaceSequence spaces, Shares shares) {
        this.jdbc = jdbc;
        this.spaces = spaces;
        this.shares = shares;
    }

    /**
     * Makes the node's record one of another place. Readers who did not see what is below it at the old place get it: when
     * it was in the trash, and when it comes into a share. Readers of a share that it leaves are told.
     */
    void relocate(NodeEvent event, Map<String, @Nullable Object> parameters, Runnable update) {
        SpaceId space = event.spaceId();
        UUID node = event.nodeId().value();
        long seq = seq(parameters);
        OffsetDateTime time = time(parameters);
        boolean wasHidden = hidden(space, event.nodeId());
        Set<UUID> before = shares.around(space, node);
        update.run();
        Set<UUID> after = shares.around(space, node);
        Set<UUID> left = new TreeSet<>(before);
        left.removeAll(after);
        long last = seq;
        if (!left.isEmpty()) {
            int more = shares.leftWithWhatIsIn(space, left, node, seq, time);
            spaces.advance(space, more);
            last += more;
        }
        if (!wasHidden && hidden(space, event.nodeId())) {
            shares.hidden(space, node, seq, time);
        }
        if (wasHidden || !before.containsAll(after)) {
            last = renumber(space, last, parameters);
            shares.moved(space, node, last);
            shares.movedBelow(space, node, last);
        }
    }

    /** After the node has gone to the trash. */
    void hide(NodeEvent event, Map<String, @Nullable Object> parameters) {
        shares.hidden(event.spaceId(), event.nodeId().value(), seq(parameters), time(parameters));
    }

    private static long seq(Map<String, @Nullable Object> parameters) {
        return (long) Objects.requireNonNull(parameters.get("seq"));
    }

    private static OffsetDateTime time(Map<String, @Nullable Object> parameters) {
        return (OffsetDateTime) Objects.requireNonNull(parameters.get("time"));
    }

    /** Whether the node or a folder above it is in the trash, so that readers do not hold the node. */
    boolean hidden(SpaceId space, NodeId node) {
        return jdbc.sql("""
                WITH RECURSIVE up AS (
                    SELECT CAST(:node AS uuid) AS node_id
                    UNION
                    SELECT r.parent_id FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.node_id)
                SELECT EXISTS (
                    SELECT FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.node_id
                    WHERE r.trashed OR r.deleted)
                """)
                .param("space", space.value())
                .param("node", node.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * Gives what came back with a folder new numbers, so that readers who have passed the old ones get it. It is nobody's
     * own change: the device that brought the folder back does not hold what was below it either. Answers the last number.
     */
    private long renumber(SpaceId space, long seq, Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> numbered = new LinkedHashMap<>(parameters);
        numbered.put("seq", seq);
        int count = jdbc.sql("""
                WITH RECURSIVE below AS (
                    SELECT node_id FROM sync.record
                    WHERE space_id = :space AND parent_id = :node AND NOT trashed AND NOT deleted
                    UNION
                    SELECT child.node_id FROM below CROSS JOIN LATERAL (
                        SELECT r.node_id FROM sync.record r
                        WHERE r.space_id = :space AND r.parent_id = below.node_id AND NOT r.trashed AND NOT r.deleted
                        OFFSET 0) child),
                ranked AS (SELECT node_id, :seq + row_number() OVER (ORDER BY node_id) AS seq FROM below)
                UPDATE sync.record r SET
                    seq = ranked.seq, other_seq = ranked.seq, content_seq = ranked.seq, content_by = NULL,
                    op = :op, by_account = :actor, by_device = NULL, changed_at = :time
                FROM ranked WHERE r.space_id = :space AND r.node_id = ranked.node_id
                """).params(numbered).update();
        spaces.advance(space, count);
        return seq + count;
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
                    SELECT child.node_id FROM below CROSS JOIN LATERAL (
                        SELECT r.node_id FROM sync.record r
                        WHERE r.space_id = :space AND r.parent_id = below.node_id AND NOT r.deleted OFFSET 0) child)
                UPDATE sync.record r SET deleted = true, deleted_at = :time, deleted_position = :position, op = :op
                FROM below WHERE r.space_id = :space AND r.node_id = below.node_id
                """).params(parameters).update();
    }
}
