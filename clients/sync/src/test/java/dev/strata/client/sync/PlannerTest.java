package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String ROOT = "root";
    private static final Names NAMES = new Names("d0", () -> "2026-11-22");

    private final Map<String, RemoteNode> remote = new LinkedHashMap<>();
    private final Map<String, SyncedNode> synced = new LinkedHashMap<>();
    private final LocalNodes local = new LocalNodes(ROOT);

    /** A file with one content on both sides. */
    private void file(String id, String remoteName, String localName, String agreedName) {
        Fingerprint fingerprint = new Fingerprint("key " + id, 1, 1);
        remote.put(id, new RemoteNode(id, new Place(ROOT, remoteName), false, 1, 1, "content", 1, null, false));
        local.put(new LocalNode(id, new Place(ROOT, localName), false, fingerprint, "content", false));
        synced.put(id, new SyncedNode(id, new Place(ROOT, agreedName), false, "content", 1, fingerprint));
    }

    private Plan plan() {
        return Planner.plan(
                new Trees(ROOT, remote, local, synced, Set.of(), LeftOut.NOTHING), NAMES, Map.of(), Set.of(), false);
    }

    @Test
    void nothingIsDoneWhenBothSidesAreTheSame() {
        file("n1", "a", "a", "a");
        assertThat(plan().actions()).isEmpty();
    }

    @Test
    void whatTheFeedShowsAtOnePlaceForAMomentStepsAsideOnce() {
        file("n1", "b", "b", "b");
        file("n2", "b", "b (conflict d0 2026-11-22)", "x");
        assertThat(plan().actions()).noneMatch(action -> action instanceof Action.MoveLocal);
    }
}
