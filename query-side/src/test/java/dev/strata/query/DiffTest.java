package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    private Instant now() {
        side.awaitProjections();
        return TimeTravelTest.passed(Instant.now());
    }

    private List<String> diff(Person reader, String query) {
        side.awaitProjections();
        Answer answer = side.get(reader, "/v1/diff?" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json()
                .get("items")
                .valueStream()
                .map(item -> "%s %s -> %s"
                        .formatted(
                                String.join(
                                        "+",
                                        item.get("changes")
                                                .valueStream()
                                                .map(change -> change.asString())
                                                .toList()),
                                item.at("/before/path").asString("-"),
                                item.at("/after/path").asString("-")))
                .toList();
    }

    @Test
    void everyKindOfChangeIsTold() {
        NodeId from = ann.folder(ann.root(), "from");
        NodeId to = ann.folder(ann.root(), "to");
        NodeId moved = ann.folder(from, "moved");
        ann.file(moved, "below");
        NodeId renamed = ann.file(from, "old");
        NodeId changed = ann.file(from, "changed");
        NodeId tagged = ann.file(from, "tagged");
        NodeId trashed = ann.folder(from, "trashed");
        ann.file(trashed, "below");
        NodeId touched = ann.file(from, "touched");
        Instant before = now();
        ann.move(moved, from, to, "moved");
        ann.rename(renamed, "old", "new");
        ann.addVersion(changed, 2, 'b');
        ann.tag(tagged, "red");
        ann.trash(trashed, from, "trashed");
        ann.rename(touched, "touched", "otherwise");
        ann.rename(touched, "otherwise", "touched");
        ann.file(from, "added");
        Instant after = now();
        ann.purge(trashed);

        List<String> inHome = List.of(
                "moved /from/moved -> /to/moved",
                "renamed /from/old -> /from/new",
                "changed /from/changed -> /from/changed",
                "described /from/tagged -> /from/tagged",
                "removed /from/trashed -> -",
                "removed /from/trashed/below -> -",
                "added - -> /from/added");
        assertThat(diff(ann, "from=" + before + "&to=" + after)).containsExactlyInAnyOrderElementsOf(inHome);
        assertThat(diff(ann, "from=" + before)).containsExactlyInAnyOrderElementsOf(inHome);
        assertThat(diff(ann, "from=" + after)).isEmpty();
        assertThat(diff(ann, "from=" + before + "&node=" + to))
                .containsExactlyInAnyOrder("added - -> /to/moved", "added - -> /to/moved/below");
        assertThat(diff(ann, "from=" + before + "&node=" + trashed))
                .containsExactlyInAnyOrder("removed /from/trashed -> -", "removed /from/trashed/below -> -");
    }

    @Test
    void theSameBytesInANewerVersionAreNoChange() {
        NodeId file = ann.file(ann.root(), "file");
        ann.restore(file, 2, 1);
        Instant before = now();
        ann.addVersion(file, 3, 'b');
        Instant between = now();
        ann.restore(file, 4, 1);

        assertThat(diff(ann, "from=" + before + "&to=" + between)).containsExactly("changed /file -> /file");
        assertThat(diff(ann, "from=" + before)).isEmpty();
    }

    @Test
    void othersSeeWhatTheyCouldSeeAtEachInstant() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId hidden = ann.folder(ann.root(), "hidden");
        NodeId moved = ann.file(hidden, "file");
        ann.grant(folder, bob, "viewer");
        Instant before = now();
        ann.move(moved, hidden, folder, "file");
        ann.file(hidden, "secret");

        assertThat(diff(bob, "from=" + before + "&node=" + folder)).containsExactly("added - -> /folder/file");
        assertThat(diff(bob, "from=" + before)).isEmpty();
        assertThat(side.get(bob, "/v1/diff?from=" + before + "&node=" + hidden).code())
                .isEqualTo("node-not-found");
    }

    @Test
    void pagesShowEverythingOnce() {
        Instant before = now();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ann.file(ann.root(), "file " + i);
            expected.add("/file " + i);
        }
        side.awaitProjections();

        List<String> all = new ArrayList<>();
        Answer page = side.get(ann, "/v1/diff?limit=2&from=" + before);
        all.addAll(page.items("after/path"));
        while (!page.json().get("nextCursor").isNull()) {
            page = side.get(ann, "/v1/diff?limit=2&from=" + before + "&cursor=" + page.text("nextCursor"));
            all.addAll(page.items("after/path"));
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=2999-01-01T00:00:00Z",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"
            })
    void instantsMustMakeSense(String query) {
        assertThat(side.get(ann, "/v1/diff?" + query).code()).isEqualTo("invalid-instant");
    }
}
