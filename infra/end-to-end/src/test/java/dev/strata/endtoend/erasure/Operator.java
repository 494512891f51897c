package dev.strata.endtoend.erasure;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whoever runs a product. */
record Operator(Api api) {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    static Operator of(StrataProcess strata) {
        return new Operator(Api.at(strata.url()).with(strata.operatorToken()));
    }

    /** Waits until every projection has come to the end of the log. */
    void settle() {
        Await.until(
                SETTLED_WITHIN,
                "no projection is behind",
                () -> api.get("/v1/operations/projections").is(200).items().stream()
                        .allMatch(Operator::isThere));
    }

    private static boolean isThere(JsonNode projection) {
        return projection.path("behind").asLong(-1) == 0
                && !projection.path("error").isString();
    }

    /** Builds everything anew beside what is read, and puts it in its place. Answers how many rows are not the same. */
    long replay() {
        List<String> names = api.get("/v1/operations/projections").is(200).items().stream()
                .filter(projection -> projection.path("replayable").asBoolean())
                .map(projection -> projection.path("projection").asString())
                .toList();
        return names.stream().mapToLong(this::replay).sum();
    }

    private long replay(String projection) {
        String replay = "/v1/operations/projections/%s/replay".formatted(projection);
        api.post(replay, "").is(202);
        Await.until(
                SETTLED_WITHIN,
                "built anew: " + projection,
                () -> api.get(replay).is(200).text("state").equals("done"));
        return api.get(replay)
                .json()
                .path("comparison")
                .valueStream()
                .mapToLong(table -> table.path("different").asLong())
                .sum();
    }

    /** The dead letters' ids. */
    List<String> deadLetters() {
        return api.get("/v1/operations/dead-letters").is(200).items().stream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }
}
