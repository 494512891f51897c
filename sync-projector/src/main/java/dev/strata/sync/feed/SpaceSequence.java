package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.sync.transport.CommittedEvent;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers the records of each space. The row of the space stays locked from a number being taken until its record is
 * committed, so a reader who sees a number has seen all below it.
 */
@Component
class SpaceSequence {
    private static final String ADVANCE = """
            ON CONFLICT (space_id) DO UPDATE SET
                head = s.head + 1,
                late = s.late OR excluded.last_position < s.last_position,
                last_position = greatest(s.last_position, excluded.last_position)
            RETURNING head
            """;

    private final JdbcClient jdbc;
    private final HeadWatch watch;

    SpaceSequence(JdbcClient jdbc, HeadWatch watch) {
        this.jdbc = jdbc;
        this.watch = watch;
    }

    /** The number for the record of this event; empty if the record has or had it already, or the space is erased. */
    OptionalLong nextUnlessApplied(SpaceId space, NodeId node, CommittedEvent event) {
        OptionalLong seq = jdbc.sql("""
                INSERT INTO sync.space AS s (space_id, head, last_position)
                SELECT :space, 1, :position WHERE NOT EXISTS (
                    SELECT FROM sync.record WHERE space_id = :space AND node_id = :node AND version >= :version)
                    AND NOT EXISTS (SELECT FROM sync.space WHERE space_id = :space AND (erased
                        OR forgotten_position >= :position AND NOT EXISTS (
                            SELECT FROM sync.record WHERE space_id = :space AND node_id = :node)))
                """ + ADVANCE)
                .param("space", space.value())
                .param("node", node.value())
                .param("version", event.version())
                .param("position", event.position())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        seq.ifPresent(_ -> watch.touchedAfterCommit(space.value()));
        return seq;
    }

    long next(SpaceId space, CommittedEvent event) {
        watch.touchedAfterCommit(space.value());
        return jdbc.sql("INSERT INTO sync.space AS s (space_id, head, last_position) VALUES (?, 1, ?) " + ADVANCE)
                .params(space.value(), event.position())
                .query(Long.class)
                .single();
    }

    /** Takes the numbers after {@code seq} that a statement has given to {@code count} records more. */
    void advance(SpaceId space, int count) {
        if (count == 0) {
            return;
        }
        jdbc.sql("UPDATE sync.space SET head = head + ? WHERE space_id = ?")
                .params(count, space.value())
                .update();
    }

    void open(SpaceId home, AccountId owner) {
        jdbc.sql("""
                INSERT INTO sync.space (space_id, owner, head) VALUES (?, ?, 0)
                ON CONFLICT (space_id) DO UPDATE SET owner = excluded.owner
                """).params(home.value(), owner.value()).update();
        watch.touchedAfterCommit(home.value());
    }

    /** From now on no event enters the feed of this space: a command may have been under way when it ended. */
    void erase(SpaceId space) {
        jdbc.sql("UPDATE sync.space SET erased = true WHERE space_id = ?")
                .param(space.value())
                .update();
    }

    /**
     * The log comes again from its beginning. Numbers come out the same unless an event was committed late, because a
     * replay delivers it in its place; such a space goes on from where it was, and its readers get everything once more.
     */
    void restart() {
        jdbc.sql("""
                UPDATE sync.space SET
                    base = CASE WHEN late THEN head ELSE base END,
                    head = CASE WHEN late THEN head ELSE base END,
                    late = false,
                    erased = false,
                    forgotten_position = 0,
                    rebuild_until = greatest(rebuild_until, last_position),
                    last_position = 0
                """).update();
    }
}
