package dev.strata.benchmarks.history;

import dev.strata.benchmarks.product.Application;
import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** Builds the tables of nodes anew: by the projection, and by the database from rows that are there. */
final class Replay {
    private static final String PROJECTION = "node";
    private static final List<String> TABLES = List.of("node", "node_place", "node_state_past");
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ProjectionProgress progress;
    private final ProjectionGroups all;
    private final StreamingEventProcessor processor;
    private final Connection connection;

    Replay(Application querySide, Connection connection) {
        this.progress = querySide.bean(ProjectionProgress.class);
        this.all = querySide.bean(ProjectionGroups.class);
        this.processor = querySide
                .bean(EventProcessingConfiguration.class)
                .eventProcessor(PROJECTION, StreamingEventProcessor.class)
                .orElseThrow();
        this.connection = connection;
    }

    void awaitAll() throws InterruptedException {
        await(all);
    }

    private void await(ProjectionGroups groups) throws InterruptedException {
        if (!progress.awaitHead(groups, PATIENCE)) {
            throw new IllegalStateException("the projections do not come to the head of the log");
        }
    }

    /** Seconds. */
    double projection() throws InterruptedException, SQLException {
        Map<String, Long> before = Map.of("node", count("node"), "node_state_past", count("node_state_past"));
        processor.shutDown();
        processor.resetTokens();
        long begin = System.nanoTime();
        processor.start();
        await(new ProjectionGroups(all.side(), all.schema(), Set.of(PROJECTION)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Long> after = Map.of("node", count("node"), "node_state_past", count("node_state_past"));
        if (!after.equals(before)) {
            throw new IllegalStateException("the replay left %s, there was %s".formatted(after, before));
        }
        return seconds;
    }

    /** Seconds. */
    double insertTheSameRows() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("DROP TABLE IF EXISTS limit_" + table);
                statement.execute("CREATE TABLE limit_%1$s (LIKE query.%1$s INCLUDING ALL)".formatted(table));
            }
            long begin = System.nanoTime();
            for (String table : TABLES) {
                statement.execute("INSERT INTO limit_%1$s SELECT * FROM query.%1$s".formatted(table));
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM query." + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
