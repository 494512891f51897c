package dev.strata.endtoend.http;

import dev.strata.testing.Await;
import java.net.URI;
import java.time.Duration;

/**
 * Waits until every view shows everything that was committed before: somebody uninvolved makes a change of his own, and
 * looks until he sees it everywhere. Projections follow the log in its order.
 */
public final class Barrier {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Person witness;
    private int passed;

    public Barrier(URI server) {
        this.witness = Person.signUp(server);
    }

    public synchronized void pass() {
        String cursor = witness.feedHead();
        String folder = witness.folder(witness.root(), "barrier " + passed++);
        Api api = witness.api();
        Await.until(
                SOON,
                "the query side shows the barrier",
                () -> api.get("/v1/nodes/" + folder, "Strata-At-Least", folder + "@1")
                                .status()
                        == 200);
        Await.until(
                SOON,
                "the feed shows the barrier",
                () -> !api.get("/v1/changes?wait=5&cursor=" + cursor)
                        .json()
                        .path("records")
                        .isEmpty());
    }
}
