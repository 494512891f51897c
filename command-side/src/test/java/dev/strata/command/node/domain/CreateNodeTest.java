package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.DRAFT;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FILE_CREATED;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.FOLDER_CREATED;
import static dev.strata.command.node.domain.NodeStories.ROOT;
import static dev.strata.command.node.domain.NodeStories.ROOT_CREATED;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.at;
import static dev.strata.command.node.domain.NodeStories.given;
import static dev.strata.command.node.domain.NodeStories.name;
import static dev.strata.command.node.domain.NodeStories.root;

import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.CreateRoot;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CreateNodeTest {
    private static final CreateFolder MAKE_DOCS = new CreateFolder(FOLDER, ANNA, ROOT, name("docs"), 8);
    private static final CreateFile MAKE_DRAFT = new CreateFile(FILE, ANNA, ROOT, name("draft.txt"), 7, DRAFT);

    @Test
    void aSpaceBeginsWithItsRoot() {
        given().when(new CreateRoot(ROOT, ANNA, SPACE, 1), null).then(ROOT_CREATED);
    }

    @Test
    void aFolderIsCreatedInAFolder() {
        given().when(MAKE_DOCS, null, root(Role.EDITOR)).then(FOLDER_CREATED);
    }

    @Test
    void aFileIsCreatedWithItsFirstVersion() {
        given().when(MAKE_DRAFT, null, root(Role.OWNER)).then(FILE_CREATED);
    }

    @Test
    void anIdIsUsedOnce() {
        given(FOLDER_CREATED).when(MAKE_DOCS, null, root(Role.OWNER)).thenRefused(NodeRefusal.NODE_EXISTS);
    }

    @Test
    void nothingIsCreatedNowhere() {
        given().when(MAKE_DOCS, null, null).thenRefused(NodeRefusal.PARENT_NOT_FOUND);
    }

    @Test
    void whoeverMayNotSeeTheFolderIsToldThatThereIsNone() {
        given().when(MAKE_DOCS, null, root(null)).thenRefused(NodeRefusal.PARENT_NOT_FOUND);
    }

    @Test
    void aViewerCreatesNothing() {
        given().when(MAKE_DRAFT, null, root(Role.VIEWER)).thenRefused(NodeRefusal.FORBIDDEN);
    }

    @Test
    void aFileHoldsNothing() {
        given().when(MAKE_DOCS, null, at(FILE, NodeKind.FILE, Role.OWNER)).thenRefused(NodeRefusal.NOT_A_FOLDER);
    }

    @Test
    void nothingIsCreatedInTheTrash() {
        Place below = new Place(FOLDER, SPACE, NodeKind.FOLDER, List.of(ROOT), false, true, Role.OWNER, Role.OWNER);
        given().when(MAKE_DOCS, null, below).thenRefused(NodeRefusal.PARENT_TRASHED);
    }

    @Test
    void foldersEndAtTheDepthLimit() {
        given().when(MAKE_DOCS, null, atDepth(NodeDecider.DEPTH_MAX - 2)).then(FOLDER_CREATED);
        given().when(MAKE_DOCS, null, atDepth(NodeDecider.DEPTH_MAX - 1)).thenRefused(NodeRefusal.TOO_DEEP);
    }

    private static Place atDepth(int ancestors) {
        List<NodeId> above = Stream.generate(NodeId::random).limit(ancestors).toList();
        return new Place(ROOT, SPACE, NodeKind.FOLDER, above, false, false, Role.OWNER, Role.OWNER);
    }
}
