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

    /** Shadows are not read, and count nothing. */
    public static void count(JdbcTemplate jdbc, Target target, String projection, Collection<UUID> spaces) {
        if (target.equals(Target.LIVE) && !spaces.isEmpty()) {
            jdbc.update("""
                    INSERT INTO query.access_changes AS c (space_id, projection, changes)
                    SELECT DISTINCT space_id, ?, 1 FROM unnest(?::uuid[]) space_id ORDER BY space_id
                    ON CONFLICT (space_id, projection) DO UPDATE SET changes = c.changes + 1""", projection, spaces.toArray(UUID[]::new));
        }
    }

    /** Nothing is known of a space that is not counted. */
    public static void forget(JdbcTemplate jdbc, Target target, UUID space) {
        if (target.equals(Target.LIVE)) {
            jdbc.update("DELETE FROM query.access_changes WHERE space_id = ?", space);
        }
    }

    /** Counts one for each space: all tables of a projection were put in the place of others. */
    public static void countAll(JdbcTemplate jdbc, String projection) {
        jdbc.update("""
                INSERT INTO query.access_changes AS c (space_id, projection, changes)
                SELECT DISTINCT space_id, ?, 1 FROM query.access_changes ORDER BY space_id
                ON CONFLICT (space_id, projection) DO UPDATE SET changes = c.changes + 1""", projection);
    }
}
