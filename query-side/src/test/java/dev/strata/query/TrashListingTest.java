package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import org.junit.jupiter.api.Test;

class TrashListingTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void whatWasTrashedLastComesFirst() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        NodeId other = ann.file(ann.root(), "other");
        ann.trash(file, folder, "file");
        ann.trash(other, ann.root(), "other");
        side.awaitProjections();

        Answer trash = side.get(ann, "/v1/trash");

        assertThat(trash.items("id")).containsExactly(other.toString(), file.toString());
        assertThat(trash.items("path")).containsExactly("/other", "/folder/file");
        assertThat(trash.items("trashed")).containsOnly("true");
        assertThat(trash.items("trashedBy")).containsOnly(ann.account().toString());
        assertThat(trash.items("trashedAt")).doesNotContain("");
    }

    @Test
    void whatIsBelowATrashedFolderIsNotInTheListItself() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.file(folder, "file");
        ann.trash(folder, ann.root(), "folder");
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/trash").items("name")).containsExactly("folder");
    }

    @Test
    void whatCameBackIsNotInTheTrash() {
        NodeId file = ann.file(ann.root(), "file");
        ann.trash(file, ann.root(), "file");
        ann.untrash(file, ann.root(), "file");
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/trash").items("name")).isEmpty();
    }

    @Test
    void purgedFolderTakesWhatWasTrashedInItWithIt() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.trash(file, folder, "file");
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/trash").items("name")).isEmpty();
        assertThat(side.rows().get("node")).noneMatch(row -> row.contains(file.toString()));
    }
}
