package dev.strata.platform.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.testing.Await;
import dev.strata.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EndedSessionsTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final DataSource dataSource = database.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final EndedSessions here = new EndedSessions(jdbc);
    private final EndedSessions there = new EndedSessions(jdbc);
    private final UUID session = UUID.randomUUID();

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("log")
                .defaultSchema("log")
                .locations("classpath:db/migration/log")
                .load()
                .migrate();
        here.start();
        there.start();
    }

    @AfterEach
    void stop() {
        here.stop();
        there.stop();
        database.close();
    }

    @Test
    void whoEndsASessionKnowsAtOnceAndOthersWithinSeconds() {
        here.add(List.of(session));
        assertThat(here.contains(session.toString())).isTrue();
        Await.until(Duration.ofSeconds(30), "the other process knows", () -> there.contains(session.toString()));
        assertThat(there.contains(UUID.randomUUID().toString())).isFalse();
    }

    @Test
    void whatIsRolledBackHasNotEnded() {
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            here.add(List.of(session));
            status.setRollbackOnly();
        });
        here.add(List.of(new UUID(1, 1)));
        Await.until(Duration.ofSeconds(30), "a later one is known", () -> there.contains(new UUID(1, 1).toString()));
        assertThat(here.contains(session.toString())).isFalse();
        assertThat(there.contains(session.toString())).isFalse();
    }

    @Test
    void whoStartsLaterKnowsFromTheStart() {
        here.add(List.of(session));
        EndedSessions later = new EndedSessions(jdbc);
        later.start();
        assertThat(later.contains(session.toString())).isTrue();
        later.stop();
    }
}
