package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void newestVersionComesFirst() {
        NodeId file = ann.file(ann.root(), "file");
        ann.addVersion(file, 2, 'b');
        ann.restore(file, 3, 1);
        side.awaitProjections();

        Answer answer = versions(file);

        assertThat(answer.items("number")).containsExactly("3", "2", "1");
        assertThat(answer.items("sha256").get(1)).isEqualTo("b".repeat(64));
        assertThat(answer.items("by")).containsOnly(ann.account().toString());
        assertThat(answer.json().at("/items/0/restoredFrom").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/items/1/restoredFrom").isNull()).isTrue();
        assertThat(answer.json().at("/items/1/modifiedAt").isNull()).isTrue();
    }

    @Test
    void clientsAreNotToldOfManifests() {
        NodeId file = ann.file(ann.root(), "file");

        assertThat(versions(file).json().at("/items/0").propertyNames())
                .containsExactly(
                        "number",
                        "size",
                        "sha256",
                        "sha256Verified",
                        "mediaType",
                        "createdAt",
                        "modifiedAt",
                        "by",
                        "device",
                        "restoredFrom");
    }

    @Test
    void folderHasNoVersions() {
        assertThat(versions(ann.root()).code()).isEqualTo("not-a-file");
    }

    @Test
    void purgedFolderTakesTheVersionsOfItsFilesWithIt() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);
        side.awaitProjections();

        assertThat(versions(file).code()).isEqualTo("node-not-found");
    }

    private Answer versions(NodeId file) {
        return side.get(ann, "/v1/files/" + file + "/versions");
    }
}
