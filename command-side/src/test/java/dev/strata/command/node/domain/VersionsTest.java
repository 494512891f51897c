package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.DRAFT;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FILE_CREATED;
import static dev.strata.command.node.domain.NodeStories.FINAL;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.FOLDER_CREATED;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.at;
import static dev.strata.command.node.domain.NodeStories.content;
import static dev.strata.command.node.domain.NodeStories.folder;
import static dev.strata.command.node.domain.NodeStories.given;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    private static final NodeEvent SECOND_ADDED = new VersionAdded(FILE, SPACE, 2, FINAL);
    private static final NodeEvent RENAMED = new NodeRenamed(FILE, SPACE, "draft.txt", "final.txt");
    private static final Place HERE = at(FILE, NodeKind.FILE, Role.EDITOR);

    private static AddVersion add(FileContent content, @Nullable Long base) {
        return new AddVersion(FILE, ANNA, content, base);
    }

    private static RestoreVersion restore(int version) {
        return new RestoreVersion(FILE, ANNA, version, null);
    }

    @Test
    void contentBasedOnTheHeadIsTheNextVersion() {
        given(FILE_CREATED).when(add(FINAL, 1L), HERE).then(SECOND_ADDED);
    }

    @Test
    void contentBasedOnAnOlderVersionConflicts() {
        given(FILE_CREATED, SECOND_ADDED).when(add(content("c"), 1L), HERE).thenRefused(NodeRefusal.VERSION_CONFLICT);
    }

    @Test
    void contentBasedOnAVersionThatIsNotYetConflicts() {
        given(FILE_CREATED).when(add(FINAL, 2L), HERE).thenRefused(NodeRefusal.VERSION_CONFLICT);
    }

    @Test
    void aRenameInBetweenIsNoConflict() {
        given(FILE_CREATED, RENAMED).when(add(FINAL, 1L), HERE).then(SECOND_ADDED);
    }

    @Test
    void sameContentIsNeverAConflictAndRecordsNothing() {
        given(FILE_CREATED, SECOND_ADDED).when(add(FINAL, 1L), HERE).then();
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
    void equalBytesCutDifferentlyAreTheSameContentIfBothDigestsAreVerified(
            boolean before, boolean after, boolean same) {
        FileContent old = cut("c", before);
        FileContent other = cut("d", after);

        given(FILE_CREATED, new VersionAdded(FILE, SPACE, 2, old))
                .when(add(other, 2L), HERE)
                .then(same ? new NodeEvent[0] : new NodeEvent[] {new VersionAdded(FILE, SPACE, 3, other)});
    }

    private static FileContent cut(String manifest, boolean verified) {
        return new FileContent(new ManifestId(manifest.repeat(64)), 3L, "e".repeat(64), verified, "text/plain", null);
    }

    @Test
    void withoutABaseTheNewestIsMeant() {
        given(FILE_CREATED, SECOND_ADDED)
                .when(add(content("c"), null), HERE)
                .then(new VersionAdded(FILE, SPACE, 3, content("c")));
    }

    @Test
    void anOldVersionComesBackUnderANewNumber() {
        given(FILE_CREATED, SECOND_ADDED).when(restore(1), HERE).then(new VersionRestored(FILE, SPACE, 3, 1, DRAFT));
    }

    @Test
    void theNewestVersionNeedsNoRestoring() {
        given(FILE_CREATED, SECOND_ADDED).when(restore(2), HERE).then();
    }

    @Test
    void aVersionThatNeverWasCannotComeBack() {
        given(FILE_CREATED).when(restore(2), HERE).thenRefused(NodeRefusal.VERSION_NOT_FOUND);
        given(FILE_CREATED).when(restore(0), HERE).thenRefused(NodeRefusal.VERSION_NOT_FOUND);
    }

    @Test
    void aFolderHasNoVersions() {
        given(FOLDER_CREATED)
                .when(new AddVersion(FOLDER, ANNA, FINAL, 1L), folder(FOLDER, Role.OWNER))
                .thenRefused(NodeRefusal.NOT_A_FILE);
    }

    @Test
    void aCommenterAddsNone() {
        given(FILE_CREATED)
                .when(add(FINAL, 1L), at(FILE, NodeKind.FILE, Role.COMMENTER))
                .thenRefused(NodeRefusal.FORBIDDEN);
    }
}
