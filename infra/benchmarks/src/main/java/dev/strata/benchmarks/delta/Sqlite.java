package dev.strata.benchmarks.delta;

import dev.strata.benchmarks.harness.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database with an index, made and changed by SQLite itself. */
final class Sqlite {
    static final String PROGRAM = "sqlite3";

    private static final int ROWS = 500_000;

    /** Bytes that look random, and are the same each time. */
    private static final String VALUE = "printf('%016x%016x%016x%016x%016x%016x%016x%016x',"
            + " a * 7046029254386353131, a * 3935559000370003845, a * 2862933555777941757, a * 3202034522624059733,"
            + " a * 4354685564936845355, a * 1181783497276652981, a * 8747563120462341557, a * 6364136223846793005)";

    private Sqlite() {}

    /** One percent of the rows, anywhere. */
    static void changeAnywhere(Path before, Path after) throws IOException, InterruptedException {
        change(before, after, "UPDATE t SET value = upper(value) WHERE (id * 2654435761) % 100003 < 1000;");
    }

    /** One percent of the rows, one after the other, and half as many new ones anywhere in the index. */
    static void changeInARow(Path before, Path after) throws IOException, InterruptedException {
        change(
                before,
                after,
                "UPDATE t SET value = upper(value) WHERE id BETWEEN %d AND %d;"
                                .formatted(ROWS / 3, ROWS / 3 + ROWS / 100)
                        + insert(ROWS + 1, ROWS + ROWS / 200));
    }

    private static void change(Path before, Path after, String sql) throws IOException, InterruptedException {
        run(
                before,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, value TEXT);" + insert(1, ROWS)
                        + "CREATE INDEX i ON t (name);");
        Files.copy(before, after);
        run(after, sql);
    }

    private static String insert(int from, int until) {
        return "WITH RECURSIVE n (a) AS (VALUES (%d) UNION ALL SELECT a + 1 FROM n WHERE a < %d)".formatted(from, until)
                + " INSERT INTO t SELECT a, printf('%08x', (a * 2654435761) & 4294967295), " + VALUE + " FROM n;";
    }

    private static void run(Path database, String sql) throws IOException, InterruptedException {
        Program.run(PROGRAM, database.toString(), "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;" + sql);
    }
}
