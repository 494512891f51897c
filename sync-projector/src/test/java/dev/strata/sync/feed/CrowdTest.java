package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.testing.Await;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final int CONNECTIONS = 24;
    private static final int READERS = 100;
    private static final Duration SOON = Duration.ofSeconds(20);

    /** As when thousands come back in one moment and the database is slow. */
    @Test
    void manyReadersLeaveConnectionsToOthers() throws SQLException {
        try (SyncServer server = SyncServer.start(
                        "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
                        "--spring.datasource.hikari.connection-timeout=2000");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Home home = server.newHome();
            server.settle();
            List<CompletableFuture<Answer>> readers;
            try (Connection holding = server.bean(DataSource.class).getConnection();
                    Statement statement = holding.createStatement()) {
                holding.setAutoCommit(false);
                statement.execute("LOCK TABLE sync.feed IN ACCESS EXCLUSIVE MODE");
                readers = Stream.generate(() -> CompletableFuture.supplyAsync(
                                () -> server.get(home.account, "/v1/changes?cursor=latest"), threads))
                        .limit(READERS)
                        .toList();
                Await.until(SOON, "readers wait for the table", () -> waiting(statement) == CONNECTIONS / 2);
                for (int i = 0; i < READERS; i++) {
                    assertThat(server.sql().sql("SELECT 1").query(Integer.class).single())
                            .isEqualTo(1);
                }
                assertThat(waiting(statement)).isEqualTo(CONNECTIONS / 2);
                holding.rollback();
            }
            assertThat(readers)
                    .allSatisfy(reader -> assertThat(reader.join().status()).isEqualTo(200));
        }
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT count(*) FROM pg_locks
                 WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            row.next();
            return row.getInt(1);
        }
    }
}
