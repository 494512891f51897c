package dev.strata.platform.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.stereotype.Component;

/** Runs every {@link SchemaMigration} with Flyway while the context starts; whoever comes second waits for the first. */
@Component
public class SchemaMigrations {
    public SchemaMigrations(DataSource dataSource, List<SchemaMigration> migrations) {
        for (SchemaMigration migration : migrations) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .schemas(migration.schema())
                    .defaultSchema(migration.schema())
                    .locations("classpath:db/migration/" + migration.schema())
                    .load()
                    .migrate();
        }
    }
}
