package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FILE_CREATED;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.FOLDER_CREATED;
import static dev.strata.command.node.domain.NodeStories.ROOT;
import static dev.strata.command.node.domain.NodeStories.ROOT_CREATED;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.at;
import static dev.strata.command.node.domain.NodeStories.folder;
import static dev.strata.command.node.domain.NodeStories.given;
import static dev.strata.command.node.domain.NodeStories.name;
import static dev.strata.command.node.domain.NodeStories.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenameAndMoveTest {
    private static final Place HERE = at(FILE, NodeKind.FILE, Role.EDITOR);

    private static RenameNode renameTo(String name) {
        return new RenameNode(FILE, ANNA, name(name), null);
    }

    private static MoveNode moveTo(NodeId folder) {
        return new MoveNode(FILE, ANNA, folder, null, null);
    }

    @Test
    void renamesALiveNode() {
        given(FILE_CREATED)
                .when(renameTo("final.txt"), HERE)
                .then(new NodeRenamed(FILE, SPACE, "draft.txt", "final.txt"));
    }

    @Test
    void aChangeOfCaseAloneIsARename() {
        given(FILE_CREATED)
                .when(renameTo("Draft.txt"), HERE)
                .then(new NodeRenamed(FILE, SPACE, "draft.txt", "Draft.txt"));
    }

    @Test
    void sameNameRecordsNothing() {
        given(FILE_CREATED).when(renameTo("draft.txt"), HERE).then();
    }

    @Test
    void anOldVersionRenamesNothing() {
        given(FILE_CREATED, new NodeRenamed(FILE, SPACE, "draft.txt", "b.txt"))
                .when(new RenameNode(FILE, ANNA, name("c.txt"), 1L), HERE)
                .thenRefused(NodeRefusal.VERSION_CONFLICT);
    }

    @Test
    void trashedNodeKeepsItsName() {
        Place trashed = new Place(FILE, SPACE, NodeKind.FILE, List.of(ROOT), true, false, Role.OWNER, Role.OWNER);
        given(FILE_CREATED, new NodeTrashed(FILE, SPACE, ROOT, "draft.txt"))
                .when(renameTo("final.txt"), trashed)
                .thenRefused(NodeRefusal.NODE_TRASHED);
    }

    @Test
    void aNodeBelowATrashedFolderIsInTheTrash() {
        Place below = new Place(FILE, SPACE, NodeKind.FILE, List.of(FOLDER, ROOT), false, true, Role.OWNER, Role.OWNER);
        given(FILE_CREATED).when(renameTo("final.txt"), below).thenRefused(NodeRefusal.NODE_TRASHED);
    }

    @Test
    void theRootKeepsItsName() {
        given(ROOT_CREATED)
                .when(new RenameNode(ROOT, ANNA, name("x"), null), root(Role.OWNER))
                .thenRefused(NodeRefusal.ROOT_FOLDER);
    }

    @Test
    void theFolderThatAnAskerIsBoundToHoldsWhatHeMakesAndStaysItself() {
        Place bound = folder(FOLDER, Role.OWNER).in(FOLDER).orElseThrow();
        given(FOLDER_CREATED)
                .when(new RenameNode(FOLDER, ANNA, name("x"), null), bound)
                .thenRefused(NodeRefusal.FORBIDDEN);
        given(FOLDER_CREATED)
                .when(new MoveNode(FOLDER, ANNA, ROOT, null, null), bound, root(Role.OWNER))
                .thenRefused(NodeRefusal.FORBIDDEN);
        given(FILE_CREATED)
                .when(moveTo(FOLDER), HERE, bound)
                .then(new NodeMoved(FILE, SPACE, ROOT, FOLDER, "draft.txt", "draft.txt"));
        assertThat(root(Role.OWNER).in(FOLDER)).isEmpty();
        assertThat(folder(FOLDER, Role.OWNER).in(ROOT)).isPresent();
    }

    @Test
    void aStrangerIsToldThatThereIsNothing() {
        given(FILE_CREATED).when(renameTo("x"), at(FILE, NodeKind.FILE, null)).thenRefused(NodeRefusal.NODE_NOT_FOUND);
    }

    @Test
    void movesIntoAFolder() {
        given(FILE_CREATED)
                .when(moveTo(FOLDER), HERE, folder(FOLDER, Role.EDITOR))
                .then(new NodeMoved(FILE, SPACE, ROOT, FOLDER, "draft.txt", "draft.txt"));
    }

    @Test
    void movesUnderAnotherName() {
        given(FILE_CREATED)
                .when(new MoveNode(FILE, ANNA, FOLDER, name("b.txt"), null), HERE, folder(FOLDER, Role.EDITOR))
                .then(new NodeMoved(FILE, SPACE, ROOT, FOLDER, "draft.txt", "b.txt"));
    }

    @Test
    void movingToWhereItIsRecordsNothing() {
        given(FILE_CREATED).when(moveTo(ROOT), HERE, root(Role.EDITOR)).then();
    }

    @Test
    void aFolderIsNeverMovedIntoItself() {
        Place inside = new Place(
                NodeId.random(), SPACE, NodeKind.FOLDER, List.of(FOLDER, ROOT), false, false, Role.OWNER, Role.OWNER);
        MoveNode inward = new MoveNode(FOLDER, ANNA, inside.nodeId(), null, null);
        given(FOLDER_CREATED).when(inward, folder(FOLDER, Role.OWNER), inside).thenRefused(NodeRefusal.INSIDE_ITSELF);
        given(FOLDER_CREATED)
                .when(
                        new MoveNode(FOLDER, ANNA, FOLDER, null, null),
                        folder(FOLDER, Role.OWNER),
                        folder(FOLDER, Role.OWNER))
                .thenRefused(NodeRefusal.INSIDE_ITSELF);
    }

    @Test
    void aNodeStaysInItsSpace() {
        Place elsewhere = new Place(
                FOLDER, SpaceId.random(), NodeKind.FOLDER, List.of(ROOT), false, false, Role.OWNER, Role.OWNER);
        given(FILE_CREATED).when(moveTo(FOLDER), HERE, elsewhere).thenRefused(NodeRefusal.OTHER_SPACE);
    }

    @Test
    void whoeverMayEditANodeAloneMayNotTakeItAway() {
        Place granted = new Place(FILE, SPACE, NodeKind.FILE, List.of(ROOT), false, false, Role.EDITOR, null);
        given(FILE_CREATED)
                .when(moveTo(FOLDER), granted, folder(FOLDER, Role.OWNER))
                .thenRefused(NodeRefusal.FORBIDDEN);
    }
}
