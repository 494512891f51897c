package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.BEN;
import static dev.strata.command.node.domain.NodeStories.DRAFT;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FILE_CREATED;
import static dev.strata.command.node.domain.NodeStories.FINAL;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.FOLDER_CREATED;
import static dev.strata.command.node.domain.NodeStories.NOW;
import static dev.strata.command.node.domain.NodeStories.ROOT;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.at;
import static dev.strata.command.node.domain.NodeStories.given;
import static dev.strata.command.node.domain.NodeStories.name;
import static dev.strata.command.node.domain.NodeStories.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.ResolveConflict;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.Retention;
import dev.strata.kernel.refusal.Decision.Refused;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static final Place HERE = at(FILE, NodeKind.FILE, Role.EDITOR);
    private static final Place OWNED = at(FILE, NodeKind.FILE, Role.OWNER);
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final NodeEvent LOCKED_BY_BEN = new NodeLocked(FILE, SPACE, BEN, LATER);
    private static final NodeEvent SECOND = new VersionAdded(FILE, SPACE, 2, FINAL);

    @Test
    void aTagIsPutOnOnceAndTakenOffOnce() {
        NodeEvent tagged = new NodeTagged(FILE, SPACE, "tax");
        given(FILE_CREATED).when(new TagNode(FILE, ANNA, new Tag("tax")), HERE).then(tagged);
        given(FILE_CREATED, tagged)
                .when(new TagNode(FILE, ANNA, new Tag("tax")), HERE)
                .then();
        given(FILE_CREATED, tagged)
                .when(new UntagNode(FILE, ANNA, new Tag("tax")), HERE)
                .then(new NodeUntagged(FILE, SPACE, "tax"));
        given(FILE_CREATED)
                .when(new UntagNode(FILE, ANNA, new Tag("tax")), HERE)
                .then();
    }

    @Test
    void fiftyTagsAreEnough() {
        NodeEvent[] past = IntStream.rangeClosed(0, Attributes.TAGS_MAX)
                .mapToObj(i -> i == 0 ? FILE_CREATED : new NodeTagged(FILE, SPACE, "tag" + i))
                .toArray(NodeEvent[]::new);
        given(past).when(new TagNode(FILE, ANNA, new Tag("one more")), HERE).thenRefused(NodeRefusal.TOO_MANY_TAGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "a\nb"})
    void someTextsAreNoTags(String text) {
        assertThatThrownBy(() -> new Tag(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsOfTextsAreExact() {
        assertThat(new Tag("x".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new Tag("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Description("x\n".repeat(1_000)).value()).hasSize(2_000);
        assertThatThrownBy(() -> new Description("x".repeat(2_001))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDescriptionKnowsWhatItReplaces() {
        NodeEvent described = new DescriptionChanged(FILE, SPACE, null, "first");
        given(FILE_CREATED, described)
                .when(new DescribeNode(FILE, ANNA, new Description("second"), 2L), HERE)
                .then(new DescriptionChanged(FILE, SPACE, "first", "second"));
        given(FILE_CREATED, described)
                .when(new DescribeNode(FILE, ANNA, null, null), HERE)
                .then(new DescriptionChanged(FILE, SPACE, "first", null));
        given(FILE_CREATED, described)
                .when(new DescribeNode(FILE, ANNA, null, 1L), HERE)
                .thenRefused(NodeRefusal.VERSION_CONFLICT);
    }

    @Test
    void theModifiedTimeIsAPlainAttribute() {
        given(FILE_CREATED)
                .when(new SetModifiedTime(FILE, ANNA, LATER, null), HERE)
                .then(new ModifiedTimeSet(FILE, SPACE, null, LATER));
    }

    @Test
    void aLeaseKeepsOthersFromChangingTheFile() {
        for (NodeCommand change : List.of(
                new AddVersion(FILE, ANNA, FINAL, null),
                new RenameNode(FILE, ANNA, name("b"), null),
                new MoveNode(FILE, ANNA, FOLDER, null, null),
                new TrashNode(FILE, ANNA, null),
                new TagNode(FILE, ANNA, new Tag("a")),
                new LockNode(FILE, ANNA, LATER))) {
            given(FILE_CREATED, LOCKED_BY_BEN).when(change, HERE).thenRefused(NodeRefusal.NODE_LOCKED);
        }
    }

    @Test
    void theOwnerOfALeaseChangesTheFileAndProlongsIt() {
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new TrashNode(FILE, BEN, null), HERE)
                .then(new NodeTrashed(FILE, SPACE, ROOT, "draft.txt"));
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new LockNode(FILE, BEN, LATER.plusSeconds(1)), HERE)
                .then(new NodeLocked(FILE, SPACE, BEN, LATER.plusSeconds(1)));
    }

    @Test
    void anEndedLeaseIsNone() {
        given(FILE_CREATED, new NodeLocked(FILE, SPACE, BEN, NOW))
                .when(new LockNode(FILE, ANNA, LATER), HERE)
                .then(new NodeLocked(FILE, SPACE, ANNA, LATER));
    }

    @Test
    void onlyAnOwnerOfTheNodeBreaksALease() {
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new UnlockNode(FILE, ANNA, false), OWNED)
                .thenRefused(NodeRefusal.NODE_LOCKED);
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new UnlockNode(FILE, ANNA, true), HERE)
                .thenRefused(NodeRefusal.FORBIDDEN);
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new UnlockNode(FILE, ANNA, true), OWNED)
                .then(new NodeUnlocked(FILE, SPACE, BEN, true));
        given(FILE_CREATED, LOCKED_BY_BEN)
                .when(new UnlockNode(FILE, BEN, false), HERE)
                .then(new NodeUnlocked(FILE, SPACE, BEN, false));
    }

    @Test
    void aFolderCannotBeLocked() {
        given(FOLDER_CREATED)
                .when(new LockNode(FOLDER, ANNA, LATER), at(FOLDER, NodeKind.FOLDER, Role.OWNER))
                .thenRefused(NodeRefusal.NOT_A_FILE);
    }

    @Test
    void aCopyAndAConflictAreNotedOnlyOnNewNodes() {
        given(FILE_CREATED).when(new NoteCopy(FILE, ANNA, FOLDER), HERE).then(new NodeCopied(FILE, SPACE, FOLDER));
        given(FILE_CREATED, SECOND).when(new NoteCopy(FILE, ANNA, FOLDER), HERE).then();
        given(FILE_CREATED)
                .when(new RecordConflict(FILE, ANNA, FOLDER, 1, 2), HERE)
                .then(new ConflictRecorded(FILE, SPACE, FOLDER, 1, 2));
        given(FILE_CREATED, SECOND)
                .when(new RecordConflict(FILE, ANNA, FOLDER, 1, 2), HERE)
                .then();
    }

    @Test
    void aConflictIsClosedOnce() {
        NodeEvent recorded = new ConflictRecorded(FILE, SPACE, FOLDER, 1, 2);
        NodeEvent resolved = new ConflictResolved(FILE, SPACE, FOLDER, "both");
        ResolveConflict both = new ResolveConflict(FILE, ANNA, Resolution.BOTH);
        given(FILE_CREATED, recorded).when(both, HERE).then(resolved);
        given(FILE_CREATED, recorded, resolved).when(both, HERE).thenRefused(NodeRefusal.NO_CONFLICT);
    }

    @Test
    void onlyAnOwnerDecidesHowLongThingsAreKept() {
        Retention month = new Retention(30, null, null, false);
        given(FOLDER_CREATED)
                .when(new SetRetention(FOLDER, ANNA, month), at(FOLDER, NodeKind.FOLDER, Role.OWNER))
                .then(new RetentionSet(FOLDER, SPACE, month));
        given(FOLDER_CREATED)
                .when(new SetRetention(FOLDER, ANNA, month), at(FOLDER, NodeKind.FOLDER, Role.EDITOR))
                .thenRefused(NodeRefusal.FORBIDDEN);
        given(FILE_CREATED).when(new PlaceHold(FILE, ANNA, "case 17"), HERE).thenRefused(NodeRefusal.FORBIDDEN);
        given(ROOT_OWNED)
                .when(new SetRetention(ROOT, ANNA, month), root(Role.OWNER))
                .then(new RetentionSet(ROOT, SPACE, month));
    }

    private static final NodeEvent ROOT_OWNED = NodeStories.ROOT_CREATED;

    @Test
    void aHoldForbidsToRemoveForGood() {
        NodeEvent trashed = new NodeTrashed(FILE, SPACE, ROOT, "draft.txt");
        NodeState held = NodeState.initial()
                .evolve(FILE_CREATED, NOW)
                .evolve(SECOND, NOW)
                .evolve(new HoldPlaced(FILE, SPACE, "case 17"), NOW);
        assertThat(NodeDecider.decide(
                        new PruneVersions(FILE, ANNA, List.of(1), "rule"),
                        held,
                        new Surroundings(OWNED, null, true, NOW)))
                .isEqualTo(new Refused<NodeEvent>(NodeRefusal.LEGAL_HOLD));
        assertThat(NodeDecider.decide(
                        new PurgeNode(FILE, ANNA, "rule", null),
                        held.evolve(trashed, NOW),
                        new Surroundings(OWNED, null, true, NOW)))
                .isEqualTo(new Refused<NodeEvent>(NodeRefusal.LEGAL_HOLD));
    }

    @Test
    void theNewestVersionIsNeverPruned() {
        given(FILE_CREATED, SECOND)
                .when(new PruneVersions(FILE, ANNA, List.of(2, 1, 7, 1), "keep 1 version"), OWNED)
                .then(new VersionsPruned(FILE, SPACE, List.of(1), "keep 1 version"));
        given(FILE_CREATED)
                .when(new PruneVersions(FILE, ANNA, List.of(1), "rule"), OWNED)
                .then();
    }

    @Test
    void whatWasPrunedCannotBeRestored() {
        given(FILE_CREATED, SECOND, new VersionsPruned(FILE, SPACE, List.of(1), "rule"))
                .when(new NodeCommand.RestoreVersion(FILE, ANNA, 1, null), HERE)
                .thenRefused(NodeRefusal.VERSION_NOT_FOUND);
        assertThat(DRAFT).isNotEqualTo(FINAL);
    }
}
