package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FolderListingTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void newFileIsANodeWithAllItsMembers() {
        NodeId docs = ann.folder(ann.root(), "docs");
        NodeId file = ann.file(docs, "a.txt");

        Answer answer = side.get(ann, "/v1/nodes/" + file);

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        JsonNode node = answer.json();
        assertThat(node.propertyNames())
                .containsExactly(
                        "id",
                        "number",
                        "spaceId",
                        "kind",
                        "name",
                        "path",
                        "parentId",
                        "version",
                        "contentVersion",
                        "size",
                        "sha256",
                        "sha256Verified",
                        "mediaType",
                        "createdAt",
                        "modifiedAt",
                        "by",
                        "description",
                        "tags",
                        "lock",
                        "held",
                        "starred",
                        "role",
                        "trashed",
                        "shared");
        assertThat(answer.text("path")).isEqualTo("/docs/a.txt");
        assertThat(answer.text("kind")).isEqualTo("file");
        assertThat(answer.text("parentId")).isEqualTo(docs.toString());
        assertThat(answer.text("spaceId")).isEqualTo(ann.space().toString());
        assertThat(answer.text("modifiedAt")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(answer.text("by")).isEqualTo(ann.account().toString());
        assertThat(answer.text("role")).isEqualTo("owner");
        assertThat(node.get("size").asLong()).isEqualTo(5);
        assertThat(node.get("contentVersion").asInt()).isEqualTo(1);
        assertThat(node.get("sha256Verified").asBoolean()).isTrue();
        assertThat(node.get("trashed").asBoolean()).isFalse();
        assertThat(node.get("shared").asBoolean()).isFalse();
    }

    @Test
    void rootFolderHasNoParentAndNoContent() {
        Answer root = side.get(ann, "/v1/nodes/" + ann.root());

        assertThat(root.text("path")).isEqualTo("/");
        assertThat(root.json().get("parentId").isNull()).isTrue();
        assertThat(root.json().get("size").isNull()).isTrue();
    }

    @Test
    void newVersionReplacesTheContent() {
        NodeId file = ann.file(ann.root(), "a.txt");
        ann.addVersion(file, 2, 'b');
        side.awaitProjections();

        Answer answer = side.get(ann, "/v1/nodes/" + file);

        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.text("contentVersion")).isEqualTo("2");
        assertThat(answer.text("sha256")).isEqualTo("b".repeat(64));
    }

    @Test
    void childrenAreInTheOrderOfTheirKeys() {
        ann.file(ann.root(), "b.txt");
        ann.folder(ann.root(), "C");
        ann.file(ann.root(), "A.txt");
        side.awaitProjections();

        assertThat(children(ann.root(), "").items("name")).containsExactly("A.txt", "b.txt", "C");
        assertThat(children(ann.root(), "?order=desc").items("name")).containsExactly("C", "b.txt", "A.txt");
    }

    @Test
    void childrenCanBeSortedBySize() {
        ann.file(ann.root(), "large", 300);
        ann.folder(ann.root(), "folder");
        ann.file(ann.root(), "small", 1);
        side.awaitProjections();

        assertThat(children(ann.root(), "?sort=size").items("name")).containsExactly("folder", "small", "large");
    }

    @Test
    void renamedAndMovedNodeIsWhereItWent() {
        NodeId from = ann.folder(ann.root(), "from");
        NodeId to = ann.folder(ann.root(), "to");
        NodeId file = ann.file(from, "old");
        ann.rename(file, "old", "new");
        ann.move(file, from, to, "new");
        side.awaitProjections();

        assertThat(children(from, "").items("name")).isEmpty();
        assertThat(children(to, "").items("path")).containsExactly("/to/new");
    }

    @Test
    void whatIsInTheTrashIsNotListed() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.trash(folder, ann.root(), "folder");
        side.awaitProjections();

        assertThat(children(ann.root(), "").items("name")).isEmpty();
        assertThat(children(folder, "").code()).isEqualTo("node-not-found");
        assertThat(side.get(ann, "/v1/nodes/" + file).text("trashed")).isEqualTo("true");
    }

    @Test
    void whatComesBackFromTheTrashIsListedAgain() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.trash(file, folder, "file");
        ann.untrash(file, ann.root(), "file 2");
        side.awaitProjections();

        assertThat(children(ann.root(), "").items("path")).containsExactly("/file 2", "/folder");
    }

    @Test
    void purgedFolderTakesEverythingWithIt() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId deep = ann.file(ann.folder(folder, "inner"), "file");
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/nodes/" + deep).code()).isEqualTo("node-not-found");
        assertThat(side.rows().get("node")).noneMatch(row -> row.contains(deep.toString()));
    }

    @Test
    void fileHasNoChildren() {
        NodeId file = ann.file(ann.root(), "file");

        Answer answer = children(file, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not-a-folder");
    }

    private Answer children(NodeId folder, String query) {
        return side.get(ann, "/v1/nodes/" + folder + "/children" + query);
    }
}
