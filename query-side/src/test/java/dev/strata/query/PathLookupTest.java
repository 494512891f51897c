package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathLookupTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void nodeIsFoundByItsNames() {
        NodeId file = ann.file(ann.folder(ann.folder(ann.root(), "a"), "b"), "c.txt");

        assertThat(at("/a/b/c.txt").text("id")).isEqualTo(file.toString());
        assertThat(at("/a/b/c.txt").header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void emptyPathIsTheRootFolder() {
        assertThat(at("/").text("id")).isEqualTo(ann.root().toString());
        assertThat(at("").text("id")).isEqualTo(ann.root().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "two words, two%20words",
        "a;b=c, a;b=c",
        "50%, 50%25",
        "ä€😀, %C3%A4%E2%82%AC%F0%9F%98%80",
        "a+b, a+b",
        "Straße, STRASSE",
    })
    void nameIsComparedByItsKey(String name, String path) {
        NodeId file = ann.file(ann.root(), name);

        Answer answer = at("/" + path);

        assertThat(answer.text("id")).as("%s", answer).isEqualTo(file.toString());
        assertThat(answer.text("path")).isEqualTo("/" + name);
    }

    @Test
    void slashAtTheEndMeansNothing() {
        NodeId folder = ann.folder(ann.root(), "folder");

        assertThat(at("/folder/").text("id")).isEqualTo(folder.toString());
    }

    @Test
    void pathFollowsTheFolderThatWasRenamed() {
        NodeId folder = ann.folder(ann.root(), "old");
        NodeId file = ann.file(folder, "file");
        ann.rename(folder, "old", "new");
        side.awaitProjections();

        assertThat(at("/new/file").text("id")).isEqualTo(file.toString());
        assertThat(at("/old/file").status()).isEqualTo(404);
    }

    @Test
    void whatIsInTheTrashHasNoPath() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.file(folder, "file");
        ann.trash(folder, ann.root(), "folder");
        side.awaitProjections();

        assertThat(at("/folder").code()).isEqualTo("node-not-found");
        assertThat(at("/folder/file").code()).isEqualTo("node-not-found");
    }

    @Test
    void nameThatIsInTheTrashCanBeTakenAgain() {
        ann.trash(ann.file(ann.root(), "name"), ann.root(), "name");
        NodeId second = ann.file(ann.root(), "name");
        side.awaitProjections();

        assertThat(at("/name").text("id")).isEqualTo(second.toString());
    }

    @Test
    void otherPeopleHaveOtherPaths() {
        ann.file(ann.root(), "file");
        Person bob = Person.opened(EventLog.of(side));

        assertThat(side.get(bob, "/v1/paths/file").code()).isEqualTo("node-not-found");
    }

    @Test
    void aPathCanBeginAtAFolderThatOneMayRead() {
        NodeId shared = ann.folder(ann.root(), "shared");
        NodeId file = ann.file(ann.folder(shared, "a"), "b.txt");
        Person bob = Person.opened(EventLog.of(side));
        ann.grant(shared, bob, "viewer");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/paths/a/b.txt?in=" + shared).text("id")).isEqualTo(file.toString());
        assertThat(side.get(bob, "/v1/paths/?in=" + shared).text("id")).isEqualTo(shared.toString());
        assertThat(at("/a/b.txt?in=" + shared).text("id")).isEqualTo(file.toString());
        assertThat(side.get(bob, "/v1/paths/a/nothing?in=" + shared).code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/paths/shared?in=" + ann.root()).code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/paths/a?in=" + file).code()).isEqualTo("not-a-folder");
        assertThat(side.get(bob, "/v1/paths/a?in=nonsense").status()).isEqualTo(400);
    }

    @Test
    void aFolderThatOneMayNotReadLeadsNowhere() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.file(folder, "file");
        Person bob = Person.opened(EventLog.of(side));

        assertThat(side.get(bob, "/v1/paths/file?in=" + folder).code()).isEqualTo("node-not-found");
        ann.trash(folder, ann.root(), "folder");
        side.awaitProjections();
        assertThat(at("/file?in=" + folder).code()).isEqualTo("node-not-found");
    }

    @ParameterizedTest
    @CsvSource({"/a%00b, 400", "/a%2Fb, 400", "/%2E%2E/x, 404", "/%ZZ, 400", "/%FF, 400"})
    void pathThatCannotBeIsRefused(String path, int status) {
        assertThat(raw(path)).isEqualTo(status);
    }

    /** The JDK's client checks addresses itself, so this one speaks plain sockets. */
    private int raw(String path) {
        return side.rawStatus(ann, "/v1/paths" + path);
    }

    private Answer at(String path) {
        return side.get(ann, "/v1/paths" + path);
    }
}
