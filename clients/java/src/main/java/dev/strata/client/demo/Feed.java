package dev.strata.client.demo;

import dev.strata.client.Changes;
import dev.strata.client.Changes.Change;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads an account's change feed from where it was opened, as a device does. */
final class Feed {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WAIT_SECONDS = 5;

    private final StrataClient client;
    private final List<Change> seen = new ArrayList<>();
    private String cursor;

    private Feed(StrataClient client, String cursor) {
        this.client = client;
        this.cursor = cursor;
    }

    /** A feed of what comes from now on. */
    static Feed open(StrataClient client) throws IOException {
        return new Feed(client, client.changes("latest", 0).to());
    }

    /** Waits until the feed has told this of the node. */
    Change await(String op, String nodeId) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (Change change : seen.reversed()) {
                if (op.equals(change.op()) && change.nodeId().equals(nodeId)) {
                    return change;
                }
            }
            StepFailed.unless(
                    System.nanoTime() < deadline,
                    "a feed record '%s' of node %s within %d s".formatted(op, nodeId, PATIENCE.toSeconds()),
                    seen.isEmpty() ? "no record at all" : "as the last one " + seen.getLast());
            Changes changes = client.changes(cursor, WAIT_SECONDS);
            seen.addAll(changes.records());
            cursor = changes.to();
        }
    }

    /** Everything that was read so far. */
    List<Change> seen() {
        return List.copyOf(seen);
    }

    String cursor() {
        return cursor;
    }
}
