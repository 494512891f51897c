package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Has projections built anew, as the operator does with the command line. */
final class Operator {
    static final String PROJECTIONS = "/v1/operations/projections/";
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningQuerySide side;

    Operator(RunningQuerySide side) {
        this.side = side;
    }

    Answer begin(String projection, String options) {
        return side.asOperator("POST", PROJECTIONS + projection + "/replay" + options);
    }

    /** From its beginning to its end. */
    JsonNode replay(String projection, String options) {
        Answer begun = begin(projection, options);
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        return end(projection);
    }

    JsonNode end(String projection) {
        Await.until(
                PATIENCE,
                "the replay has ended",
                () -> !List.of("building", "comparing", "swapping").contains(state(projection)));
        return progress(projection);
    }

    void awaitState(String projection, String state) {
        Await.until(
                PATIENCE,
                "the replay of %s is %s".formatted(projection, state),
                () -> state(projection).equals(state));
    }

    String state(String projection) {
        return progress(projection).path("state").asString();
    }

    JsonNode progress(String projection) {
        return side.asOperator("GET", PROJECTIONS + projection + "/replay").json();
    }

    static long different(JsonNode replay) {
        return replay.path("comparison")
                .valueStream()
                .mapToLong(table -> table.path("different").asLong())
                .sum();
    }

    /** What replays have left in their schema. */
    List<String> leftovers() {
        return side.jdbc()
                .sql("""
                        SELECT table_name FROM information_schema.tables
                         WHERE table_schema = 'query_shadow' AND table_name <> 'dead_letter' ORDER BY 1""")
                .query((row, _) -> row.getString("table_name"))
                .list();
    }
}
