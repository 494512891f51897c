package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTravelTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    /** The log's times have microseconds, and two events never share one here. */
    private Instant now() {
        side.awaitProjections();
        return passed(Instant.now());
    }

    static Instant passed(Instant then) {
        while (!Instant.now().isAfter(then.plusMillis(1))) {
            Thread.onSpinWait();
        }
        return then;
    }

    private Answer at(Person reader, String path, Instant instant) {
        return side.get(reader, path + (path.contains("?") ? "&" : "?") + "at=" + instant);
    }

    private String children(NodeId folder) {
        return "/v1/nodes/" + folder + "/children";
    }

    @Test
    void everyReadAnswersAsItWouldHaveThen() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.tag(file, "red");
        GrantId grant = ann.grant(folder, bob, "viewer");
        ann.star(file);
        Instant before = now();

        ann.addVersion(file, 2, 'b');
        ann.rename(file, "file", "other name");
        ann.move(file, folder, ann.root(), "other name");
        ann.untag(file, "red");
        ann.describe(file, null, "text");
        ann.unstar(file);
        ann.changeRole(grant, folder, bob, "viewer", "editor");
        ann.rename(folder, "folder", "renamed");
        NodeId trashed = ann.file(ann.root(), "trashed");
        ann.trash(trashed, ann.root(), "trashed");
        Instant after = now();

        ann.untrash(trashed, ann.root(), "trashed");
        side.awaitProjections();

        Answer then = at(ann, "/v1/nodes/" + file, before);
        assertThat(then.text("path")).isEqualTo("/folder/file");
        assertThat(then.text("version")).isEqualTo("2");
        assertThat(then.text("contentVersion")).isEqualTo("1");
        assertThat(then.text("starred")).isEqualTo("true");
        assertThat(then.json().path("tags").toString()).isEqualTo("[\"red\"]");
        assertThat(at(ann, "/v1/nodes/" + file, after).text("path")).isEqualTo("/other name");
        assertThat(at(ann, "/v1/nodes/" + file, after).text("description")).isEqualTo("text");
        assertThat(at(ann, "/v1/paths/folder/file", before).text("id")).isEqualTo(file.toString());
        assertThat(at(ann, "/v1/paths/folder/file", after).code()).isEqualTo("node-not-found");
        assertThat(at(ann, children(folder), before).items("name")).containsExactly("file");
        assertThat(at(ann, children(folder), after).items("name")).isEmpty();
        assertThat(at(ann, children(ann.root()), before).items("name")).containsExactly("folder");
        assertThat(at(ann, "/v1/files/" + file + "/versions", before).items("number"))
                .containsExactly("1");
        assertThat(at(ann, "/v1/files/" + file + "/versions", after).items("number"))
                .containsExactly("2", "1");
        assertThat(at(ann, "/v1/trash", before).items("name")).isEmpty();
        assertThat(at(ann, "/v1/trash", after).items("name")).containsExactly("trashed");
        assertThat(at(ann, "/v1/nodes/" + folder + "/grants", before).items("role"))
                .containsExactly("viewer");
        assertThat(at(ann, "/v1/nodes/" + folder + "/grants", after).items("role"))
                .containsExactly("editor");
        assertThat(at(bob, "/v1/shared-with-me", before).items("name")).containsExactly("folder");
        assertThat(at(bob, "/v1/shared-with-me", after).items("name")).containsExactly("renamed");
        assertThat(at(ann, "/v1/starred", before).items("id")).containsExactly(file.toString());
        assertThat(at(ann, "/v1/starred", after).items("id")).isEmpty();
    }

    @Test
    void nothingWasThereBeforeItBegan() {
        Instant before = now();
        NodeId file = ann.file(ann.root(), "file");
        side.awaitProjections();

        assertThat(at(ann, "/v1/nodes/" + file, before).code()).isEqualTo("node-not-found");
        assertThat(at(ann, "/v1/nodes/" + ann.root(), Instant.EPOCH).code()).isEqualTo("node-not-found");
    }

    @Test
    void aPurgedTreeIsStillSeenInThePastByTheOwnerOfTheSpaceAlone() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId inner = ann.folder(folder, "inner");
        NodeId file = ann.file(inner, "file");
        ann.grant(folder, bob, "owner");
        Instant before = now();
        ann.rename(inner, "inner", "renamed in the meantime");
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);
        side.awaitProjections();

        assertThat(at(ann, "/v1/nodes/" + file, before).text("path")).isEqualTo("/folder/inner/file");
        assertThat(at(ann, children(inner), before).items("name")).containsExactly("file");
        assertThat(at(bob, "/v1/nodes/" + file, before).code()).isEqualTo("node-not-found");
        assertThat(at(ann, "/v1/files/" + file + "/content", before).code()).isEqualTo("content-gone");
        assertThat(at(ann, "/v1/nodes/" + file, now()).code()).isEqualTo("node-not-found");
    }

    @Test
    void thePastIsForThoseWhoMayReadTheNodeThenAndNow() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.file(folder, "secret of the first days");
        Instant before = now();
        GrantId grant = ann.grant(folder, bob, "viewer");
        Instant shared = now();
        side.awaitProjections();

        assertThat(at(bob, children(folder), before).code()).isEqualTo("node-not-found");
        assertThat(at(bob, children(folder), shared).items("name")).hasSize(1);

        ann.revoke(grant, folder, bob);
        side.awaitProjections();

        assertThat(at(bob, children(folder), shared).code()).isEqualTo("node-not-found");
        assertThat(at(ann, children(folder), shared).items("name")).hasSize(1);
    }

    @Test
    void accessThatHasEndedIsStillExplainedInThePast() {
        NodeId file = ann.file(ann.root(), "file");
        GrantId grant = ann.grant(file, bob, "viewer");
        Instant shared = now();
        ann.revoke(grant, file, bob);
        side.awaitProjections();

        String access = "/v1/nodes/" + file + "/access/" + bob.account();
        Answer nowadays = side.get(ann, access);
        Answer then = at(ann, access, shared);

        assertThat(nowadays.json().path("role").isNull()).isTrue();
        assertThat(nowadays.json().path("grants")).isEmpty();
        assertThat(then.text("role")).isEqualTo("viewer");
        assertThat(then.json().at("/grants/0/grantId").asString()).isEqualTo(grant.toString());
    }

    @Test
    void aPrunedVersionIsListedInThePastAndCannotBeDownloaded() {
        NodeId file = ann.file(ann.root(), "file");
        ann.addVersion(file, 2, 'b');
        Instant before = now();
        ann.prune(file, 1);
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/files/" + file + "/versions").items("number"))
                .containsExactly("2");
        assertThat(at(ann, "/v1/files/" + file + "/versions", before).items("number"))
                .containsExactly("2", "1");
        assertThat(at(ann, "/v1/files/" + file + "/content?version=1", before).code())
                .isEqualTo("content-gone");
        assertThat(at(ann, "/v1/files/" + file + "/content?version=2", before).status())
                .isEqualTo(307);
    }

    @Test
    void aConflictIsOpenFromItsRecordingToItsResolution() {
        NodeId file = ann.file(ann.root(), "file");
        NodeId copy = ann.file(ann.root(), "copy");
        ann.conflict(copy, file);
        Instant open = now();
        Answer conflicts = side.get(ann, "/v1/conflicts");
        ann.resolve(copy, file);
        side.awaitProjections();

        assertThat(conflicts.items("id")).containsExactly(copy.toString());
        assertThat(conflicts.json().at("/items/0/original/name").asString()).isEqualTo("file");
        assertThat(conflicts.json().at("/items/0/head/number").asInt()).isEqualTo(1);
        assertThat(side.get(ann, "/v1/conflicts").items("id")).isEmpty();
        assertThat(at(ann, "/v1/conflicts", open).items("id")).containsExactly(copy.toString());
        assertThat(side.get(bob, "/v1/conflicts").items("id")).isEmpty();
    }

    @Test
    void pagesOfThePastStayInThePast() {
        for (String name : new String[] {"file 10", "file 9", "file 1", "File 2"}) {
            ann.file(ann.root(), name);
        }
        Instant before = now();
        ann.file(ann.root(), "file 3");
        side.awaitProjections();

        Answer first = at(ann, children(ann.root()) + "?limit=2", before);
        assertThat(first.items("name")).containsExactly("file 1", "File 2");
        String next = children(ann.root()) + "?limit=9&cursor=" + first.text("nextCursor");
        assertThat(at(ann, next, before).items("name")).containsExactly("file 9", "file 10");
        assertThat(side.get(ann, next).code()).isEqualTo("invalid-cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-20", "2999-01-01T00:00:00Z", ""})
    void someTextsAreNoInstantOfThePast(String text) {
        assertThat(side.get(ann, "/v1/nodes/" + ann.root() + "?at=" + text).code())
                .isEqualTo("invalid-instant");
    }

    @Test
    void anInstantMayHaveAnOffset() {
        side.awaitProjections();
        assertThat(side.get(ann, "/v1/nodes/" + ann.root() + "?at=2020-01-01T00:00:00%2B01:00")
                        .code())
                .isEqualTo("node-not-found");
    }

    @Test
    void aLockThatHasEndedIsNotShown() {
        NodeId file = ann.file(ann.root(), "file");
        ann.lock(file, bob.account(), Instant.now().plusSeconds(60));
        NodeId free = ann.file(ann.root(), "free");
        ann.lock(free, bob.account(), Instant.now().minusSeconds(60));
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/nodes/" + file).json().at("/lock/owner").asString())
                .isEqualTo(bob.account().toString());
        assertThat(side.get(ann, "/v1/nodes/" + free).json().path("lock").isNull())
                .isTrue();
    }
}
