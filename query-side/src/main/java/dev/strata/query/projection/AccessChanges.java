package dev.strata.query.projection;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts in {@code query.access_changes}, in the transaction of a change, so that whoever has worked out what an account
 * may do can tell whether it still may.
 */
public final class AccessChanges {
    private AccessChanges() {}

    /**
     * Shadows are not read, and count nothing.
     *
     * @param ids of spaces and accounts
     */
    public static void count(JdbcTemplate jdbc, Target target, String projection, Collection<UUID> ids) {
        if (target.equals(Target.LIVE) && !ids.isEmpty()) {
            jdbc.update("""
                    INSERT INTO query.access_changes AS c (id, projection, changes)
                    SELECT DISTINCT id, ?, 1 FROM unnest(?::uuid[]) id ORDER BY id
                    ON CONFLICT (id, projection) DO UPDATE SET changes = c.changes + 1""", projection, ids.toArray(UUID[]::new));
        }
    }

    /** Nothing is known of a space whose changes are not counted. */
    public static void forget(JdbcTemplate jdbc, Target target, UUID id) {
        if (target.equals(Target.LIVE)) {
            jdbc.update("DELETE FROM query.access_changes WHERE id = ?", id);
        }
    }

    /** Counts one for everything: all tables of a projection were put in the place of others. */
    public static void countAll(JdbcTemplate jdbc) {
        jdbc.update("UPDATE query.access_changes SET changes = changes + 1");
    }
}
