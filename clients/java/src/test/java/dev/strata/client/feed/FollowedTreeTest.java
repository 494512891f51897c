package dev.strata.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.Changes;
import dev.strata.client.Changes.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowedTreeTest {
    private static final String HOME = "home";

    private final FollowedTree tree = new FollowedTree(HOME);

    @Test
    void holdsWhatCanBeReachedFromTheRoot() {
        tree.take(page(null, "a", true, node(3, "file", "folder"), node(1, "root", null)));
        assertThat(tree.nodes()).containsOnlyKeys("root", "file");
        tree.take(page("a", "b", false, node(2, "folder", "root")));
        assertThat(tree.nodes()).containsOnlyKeys("root", "folder", "file");

        tree.take(page("b", "c", false, gone(4, "folder", "root")));

        assertThat(tree.nodes()).containsOnlyKeys("root");
    }

    @Test
    void aPageThatDoesNotBeginWhereTheLastEndedIsAGap() {
        tree.take(page(null, "a", false));
        assertFault(page("b", "c", false), "does not begin");
    }

    @Test
    void positionsGrow() {
        tree.take(page(null, "a", false, node(7, "root", null)));
        assertFault(page("a", "b", false, node(7, "file", "root")), "do not grow");
    }

    @Test
    void positionsGrowWithinAPage() {
        tree.take(page(null, "a", false, node(1, "root", null)));
        assertFault(page("a", "b", false, node(3, "one", "root"), node(2, "other", "root")), "do not grow");
    }

    /** A snapshot is in the order of ids, and may hold what comes once more behind it. */
    @Test
    void aSnapshotHasNoOrderButForEachNode() {
        tree.take(page(null, "a", true, node(9, "root", null), node(4, "file", "root")));
        tree.take(page("a", "b", true, node(9, "root", null)));
        assertFault(page("b", "c", false, node(3, "file", "root")), "an older state");
    }

    @Test
    void anotherSpaceIsForeign() {
        Change record = change("node", "elsewhere", 1, "root", null, false, null);
        assertFault(page(null, "a", false, record), "another space");
    }

    @Test
    void whatIsMountedIsHeldUntilItIsNotMountedAnyMore() {
        Change mount = change("mount", HOME, 2, "team", null, false, "elsewhere");
        Change folder = change("node", "elsewhere", 70, "team", null, false, null);
        Change file = change("node", "elsewhere", 60, "plan", "team", false, null);
        tree.take(page(null, "a", false, node(1, "root", null), mount, folder, file));
        assertThat(tree.nodes()).containsOnlyKeys("root", "team", "plan");

        tree.take(page("a", "b", false, change("mount", HOME, 3, "team", null, true, "elsewhere")));

        assertThat(tree.nodes()).containsOnlyKeys("root");
    }

    @Test
    void whatIsBesideAShareIsForeign() {
        Change mount = change("mount", HOME, 2, "team", null, false, "elsewhere");
        Change folder = change("node", "elsewhere", 70, "team", null, false, null);
        tree.take(page(null, "a", false, node(1, "root", null), mount, folder));
        Change beside = change("node", "elsewhere", 71, "secret", "private", false, null);
        assertFault(page("a", "b", false, beside), "nobody has shared");
    }

    @Test
    void nobodyMountsHisOwn() {
        Change record = change("mount", HOME, 1, "folder", null, false, HOME);
        assertFault(page(null, "a", false, record), "is mounted");
    }

    @Test
    void mountsComeAndGo() {
        tree.take(page(null, "a", false, change("mount", HOME, 1, "folder", null, false, "elsewhere")));
        assertThat(tree.mounts()).containsOnlyKeys("folder");
        tree.take(page("a", "b", false, change("mount", HOME, 2, "folder", null, true, "elsewhere")));
        assertThat(tree.mounts()).isEmpty();
    }

    @Test
    void anotherEpochMustBeSaid() {
        tree.take(page(null, "a", false));
        assertFault(new Changes("a", "b", false, "another epoch", List.of()), "another epoch");
    }

    @Test
    void differencesAreTold() {
        assertThat(FollowedTree.differences("stream", Map.of("a", "1", "b", "2"), Map.of("b", "3", "c", "4")))
                .containsExactly(
                        "stream: a is 1, in the snapshot missing",
                        "stream: b is 2, in the snapshot 3",
                        "stream: c is missing, in the snapshot 4");
    }

    private void assertFault(Changes page, String message) {
        assertThatThrownBy(() -> tree.take(page)).isInstanceOf(FeedFault.class).hasMessageContaining(message);
    }

    private static Changes page(@Nullable String from, String to, boolean more, Change... records) {
        return new Changes(from, to, more, "epoch", Arrays.asList(records));
    }

    private static Change node(long seq, String id, @Nullable String parent) {
        return change("node", HOME, seq, id, parent, false, null);
    }

    private static Change gone(long seq, String id, String parent) {
        return change("node", HOME, seq, id, parent, true, null);
    }

    private static Change change(
            String type,
            String space,
            long seq,
            String id,
            @Nullable String parent,
            boolean deleted,
            @Nullable String mounted) {
        return new Change(
                type, space, seq, id, 1, parent, id, "folder", null, null, null, null, false, deleted, "created",
                mounted, "viewer", null, null);
    }
}
