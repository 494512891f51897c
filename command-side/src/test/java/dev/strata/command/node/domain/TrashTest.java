package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FILE_CREATED;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.ROOT;
import static dev.strata.command.node.domain.NodeStories.ROOT_CREATED;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.at;
import static dev.strata.command.node.domain.NodeStories.folder;
import static dev.strata.command.node.domain.NodeStories.given;
import static dev.strata.command.node.domain.NodeStories.name;
import static dev.strata.command.node.domain.NodeStories.root;

import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrashTest {
    private static final NodeEvent TRASHED = new NodeTrashed(FILE, SPACE, ROOT, "draft.txt");
    private static final NodeEvent PURGED = new NodePurged(FILE, SPACE, "requested");
    private static final TrashNode TO_TRASH = new TrashNode(FILE, ANNA, null);
    private static final UntrashNode BACK = new UntrashNode(FILE, ANNA, null, null, null);
    private static final PurgeNode FOR_GOOD = new PurgeNode(FILE, ANNA, "requested", null);

    private static Place live(Role role) {
        return at(FILE, NodeKind.FILE, role);
    }

    private static Place inTrash(Role role) {
        return new Place(FILE, SPACE, NodeKind.FILE, List.of(ROOT), true, false, role, role);
    }

    @Test
    void aLiveNodeGoesToTheTrash() {
        given(FILE_CREATED).when(TO_TRASH, live(Role.EDITOR)).then(TRASHED);
    }

    @Test
    void trashedTwiceIsTrashedOnce() {
        given(FILE_CREATED, TRASHED).when(TO_TRASH, inTrash(Role.EDITOR)).then();
    }

    @Test
    void theRootIsNeverTrashed() {
        given(ROOT_CREATED)
                .when(new TrashNode(ROOT, ANNA, null), root(Role.OWNER))
                .thenRefused(NodeRefusal.ROOT_FOLDER);
    }

    @Test
    void whoeverMayEditANodeAloneMayNotTrashIt() {
        Place granted = new Place(FILE, SPACE, NodeKind.FILE, List.of(ROOT), false, false, Role.EDITOR, null);
        given(FILE_CREATED).when(TO_TRASH, granted).thenRefused(NodeRefusal.FORBIDDEN);
    }

    @Test
    void comesBackToWhereItWas() {
        given(FILE_CREATED, TRASHED)
                .when(BACK, inTrash(Role.EDITOR), root(Role.EDITOR))
                .then(new NodeUntrashed(FILE, SPACE, ROOT, "draft.txt"));
    }

    @Test
    void comesBackElsewhereUnderAnotherName() {
        given(FILE_CREATED, TRASHED)
                .when(
                        new UntrashNode(FILE, ANNA, FOLDER, name("b.txt"), null),
                        inTrash(Role.EDITOR),
                        folder(FOLDER, Role.EDITOR))
                .then(new NodeUntrashed(FILE, SPACE, FOLDER, "b.txt"));
    }

    @Test
    void doesNotComeBackIntoATrashedFolder() {
        Place trashed = new Place(FOLDER, SPACE, NodeKind.FOLDER, List.of(ROOT), true, false, Role.OWNER, Role.OWNER);
        given(FILE_CREATED, TRASHED).when(BACK, inTrash(Role.EDITOR), trashed).thenRefused(NodeRefusal.PARENT_TRASHED);
    }

    @Test
    void aLiveNodeDoesNotComeBack() {
        given(FILE_CREATED).when(BACK, live(Role.OWNER), root(Role.OWNER)).thenRefused(NodeRefusal.NODE_NOT_TRASHED);
    }

    @Test
    void onlyTheTrashIsPurged() {
        given(FILE_CREATED).when(FOR_GOOD, live(Role.OWNER)).thenRefused(NodeRefusal.NODE_NOT_TRASHED);
    }

    @Test
    void theOwnerPurges() {
        given(FILE_CREATED, TRASHED).when(FOR_GOOD, inTrash(Role.OWNER)).then(PURGED);
    }

    @Test
    void anEditorDoesNotPurge() {
        given(FILE_CREATED, TRASHED).when(FOR_GOOD, inTrash(Role.EDITOR)).thenRefused(NodeRefusal.FORBIDDEN);
    }

    @Test
    void purgedIsTerminal() {
        given(FILE_CREATED, TRASHED, PURGED)
                .when(BACK, inTrash(Role.OWNER), root(Role.OWNER))
                .thenRefused(NodeRefusal.NODE_NOT_FOUND);
        given(FILE_CREATED, TRASHED, PURGED).when(TO_TRASH, live(Role.OWNER)).thenRefused(NodeRefusal.NODE_NOT_FOUND);
    }
}
