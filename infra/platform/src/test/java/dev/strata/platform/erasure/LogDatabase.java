package dev.strata.platform.erasure;

import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.TestDatabase;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty log, and processes that share it and a keys directory. */
public final class LogDatabase implements AutoCloseable {
    private final TestDatabase database = TestDatabase.fresh();
    private final DataSource dataSource = database.dataSource();
    private final Path keys;

    public LogDatabase(Path keys) {
        this.keys = keys;
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("log")
                .defaultSchema("log")
                .locations("classpath:db/migration/log")
                .load()
                .migrate();
    }

    /** What another process would have. */
    public SubjectKeys process() {
        return new SubjectKeys(jdbc(), new SigningKeys(keys, true));
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    long rows(UUID subject) {
        return jdbc().sql("SELECT count(*) FROM log.subject_key WHERE subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        database.close();
    }
}
