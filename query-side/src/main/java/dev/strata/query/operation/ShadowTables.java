package dev.strata.query.operation;

import dev.strata.query.projection.AccessChanges;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Target;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables of a projection in the schema of shadows: made like those that are read, and put in their place. Dropped
 * when closed, also because they may hold what must be forgotten.
 */
final class ShadowTables implements AutoCloseable {
    /** Below the second after which PostgreSQL looks for a deadlock, and would choose a reader to end it. */
    private static final int READERS_WAIT_MILLIS = 100;

    private final JdbcTemplate jdbc;
    private final BatchedProjection projection;
    private final long shape;

    ShadowTables(JdbcTemplate jdbc, BatchedProjection projection) {
        this.jdbc = jdbc;
        this.projection = projection;
        this.shape = shape();
    }

    /** Grows with each script that Flyway has run: another shape of tables, maybe. */
    private long shape() {
        Long rank = jdbc.queryForObject("SELECT max(installed_rank) FROM query.flyway_schema_history", Long.class);
        return rank == null ? 0 : rank;
    }

    /** Empty ones, in place of what an earlier replay may have left. */
    void create() {
        close();
        for (String table : projection.tables()) {
            jdbc.execute("CREATE TABLE query_shadow.%1$s (LIKE query.%1$s INCLUDING ALL EXCLUDING INDEXES)"
                    .formatted(table));
            indexes(table).forEach(jdbc::execute);
            statistics(table).forEach(jdbc::execute);
        }
    }

    @Override
    public void close() {
        projection.tables().forEach(table -> jdbc.execute("DROP TABLE IF EXISTS query_shadow." + table));
        jdbc.update("DELETE FROM query_shadow.dead_letter WHERE projection = ?", projection.name());
    }

    /** With the names that they have on the table that is read: later scripts of Flyway know them by those. */
    private List<String> indexes(String table) {
        return jdbc.query("""
                SELECT CASE WHEN c.oid IS NULL
                    THEN replace(pg_get_indexdef(i.indexrelid), format(' ON query.%1$I ', ?), format(' ON query_shadow.%1$I ', ?))
                    ELSE format('ALTER TABLE query_shadow.%1$I ADD CONSTRAINT %2$I %3$s', ?, c.conname, pg_get_constraintdef(c.oid))
                    END
                  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid
                 WHERE i.indrelid = CAST(? AS regclass) ORDER BY c.oid IS NULL, i.indexrelid""", (row, _) -> row.getString(1), table, table, table, "query." + table);
    }

    /** What to keep of a column's values: nothing at all of some, see V040__erasure.sql. LIKE leaves this behind. */
    private List<String> statistics(String table) {
        return jdbc.query("""
                SELECT format('ALTER %s query_shadow.%I ALTER COLUMN %s SET STATISTICS %s',
                    CASE c.relkind WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END, c.relname,
                    CASE c.relkind WHEN 'i' THEN a.attnum::text ELSE quote_ident(a.attname) END, a.attstattarget)
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0
                   AND (c.oid = CAST(? AS regclass)
                        OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = CAST(? AS regclass)))""", (row, _) -> row.getString(1), "query." + table, "query." + table);
    }

    /** Tells the planner what is in them; nobody else has had a look yet. Not in a transaction. */
    void analyze() {
        projection.tables().forEach(table -> jdbc.execute("VACUUM (ANALYZE) query_shadow." + table));
    }

    long deadLetters(Target target) {
        Long count = jdbc.queryForObject(
                target.sql("SELECT count(*) FROM {schema}.dead_letter WHERE projection = ?"),
                Long.class,
                projection.name());
        return count == null ? 0 : count;
    }

    String firstDeadLetter() {
        return jdbc.query("""
                SELECT type || ' of ' || stream || ', ' || cause FROM query_shadow.dead_letter
                 WHERE projection = ? AND cause IS NOT NULL ORDER BY position LIMIT 1""", (row, _) -> row.getString(1), projection.name()).getFirst();
    }

    /**
     * Puts them in the place of those that are read, in the transaction at hand. Gives up at once if readers do not let
     * go of the tables soon, because other readers would queue behind it.
     */
    void swap() {
        if (shape() != shape) {
            throw new ReplayFailed("The tables have been changed by another version of Strata meanwhile.");
        }
        jdbc.execute("SET LOCAL lock_timeout = '%d ms'".formatted(READERS_WAIT_MILLIS));
        jdbc.execute("LOCK TABLE query." + String.join(", query.", projection.tables()) + " IN ACCESS EXCLUSIVE MODE");
        for (String table : projection.tables()) {
            jdbc.execute("DROP TABLE query." + table);
            jdbc.execute("ALTER TABLE query_shadow.%s SET SCHEMA query".formatted(table));
        }
        AccessChanges.countAll(jdbc);
        jdbc.update("DELETE FROM query.dead_letter WHERE projection = ?", projection.name());
        jdbc.update("""
                WITH rebuilt AS (DELETE FROM query_shadow.dead_letter WHERE projection = ? RETURNING *)
                INSERT INTO query.dead_letter (projection, stream, sequence_number, position, type, cause, parked_at)
                SELECT projection, stream, sequence_number, position, type, cause, parked_at FROM rebuilt
                 ORDER BY position""", projection.name());
    }
}
