package dev.strata.endtoend.erasure;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whoever runs a product. */
record Operator(Api api) {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    static Operator of(StrataProcess strata) {
        try {
            return new Operator(Api.at(strata.url())
                    .with(Files.readString(strata.home().resolve("keys").resolve("operator-token"))
                            .strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** The dead letters' ids. */
    List<String> deadLetters() {
        return api.get("/v1/operations/dead-letters").is(200).items().stream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }
}
