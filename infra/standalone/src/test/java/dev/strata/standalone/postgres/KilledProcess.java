package dev.strata.standalone.postgres;

import dev.strata.standalone.home.DataDirectory;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A process that writes rows, says which of them are committed, and does not stop until it is killed. */
final class KilledProcess {
    private KilledProcess() {}

    public static void main(String[] arguments) throws Exception {
        DataDirectory home = DataDirectory.open(Path.of(arguments[0]));
        EmbeddedDatabase database = EmbeddedDatabase.start(home, _ -> {});
        DataSource source = database.dataSource();
        Sql.execute(source, "CREATE TABLE IF NOT EXISTS kept (id bigint GENERATED ALWAYS AS IDENTITY)");
        while (true) {
            System.out.println(Sql.answer(source, "INSERT INTO kept DEFAULT VALUES RETURNING id"));
        }
    }
}
