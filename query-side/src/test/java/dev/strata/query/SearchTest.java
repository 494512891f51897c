package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    private static String query(String words) {
        return "/v1/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private List<String> found(Person reader, String words, String... more) {
        side.awaitProjections();
        Answer answer = side.get(reader, query(words) + String.join("", more));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.items("name");
    }

    private Instant now() {
        side.awaitProjections();
        return TimeTravelTest.passed(Instant.now());
    }

    @Test
    void namesThatBeginSoComeFirstThenWordsThatDoThenTheRest() {
        for (String name : List.of("cart", "modern art", "artichoke", "Art", "an art", "tea")) {
            ann.file(ann.root(), name);
        }

        assertThat(found(ann, "art")).containsExactly("Art", "artichoke", "an art", "modern art", "cart");
    }

    @ParameterizedTest
    @CsvSource({
        "STRASSE, Große-Straße.pdf",
        "grosse strasse, Große-Straße.pdf",
        "e\u0301te\u0301, ete 2024",
        "ÉTÉ, ete 2024",
        "отчет, Годовой Отчёт",
        "文件, 我的文件",
        "文, 我的文件",
        "c++, C++ primer",
        ".pdf, Große-Straße.pdf",
        "2024 ete, ete 2024",
        "🎉, party 🎉",
    })
    void writingDoesNotMatter(String words, String name) {
        for (String other :
                List.of("Große-Straße.pdf", "ete 2024", "Годовой Отчёт", "我的文件", "C++ primer", "party 🎉", "x")) {
            ann.file(ann.root(), other);
        }

        assertThat(found(ann, words)).containsExactly(name);
    }

    @Test
    void oneOrTwoLettersAreTheBeginningOfAWord() {
        ann.file(ann.root(), "my qzar");
        ann.file(ann.root(), "aqz");

        assertThat(found(ann, "qz")).containsExactly("my qzar");
    }

    @Test
    void wildcardsOfSqlMeanNothing() {
        ann.file(ann.root(), "100% sure");
        ann.file(ann.root(), "1000 sure");

        assertThat(found(ann, "100% s_re")).isEmpty();
        assertThat(found(ann, "100' sure")).containsExactly("100% sure", "1000 sure");
    }

    @Test
    void filtersNarrow() {
        NodeId folder = ann.folder(ann.root(), "plan");
        NodeId small = ann.file(folder, "small plan", 3);
        ann.file(folder, "large plan", 3_000);
        ann.tag(small, "red");
        NodeId later = ann.file(ann.root(), "later plan", 3);
        ann.addVersion(later, 2, 'b', 4);

        assertThat(found(ann, "plan", "&kind=folder")).containsExactly("plan");
        assertThat(found(ann, "plan", "&kind=file", "&maxSize=3")).containsExactly("small plan");
        assertThat(found(ann, "plan", "&minSize=4")).containsExactly("large plan", "later plan");
        assertThat(found(ann, "", "&tag=red")).containsExactly("small plan");
        assertThat(found(ann, "plan", "&tag=re")).isEmpty();
        assertThat(found(ann, "", "&type=TEXT/", "&maxSize=3")).containsExactly("small plan");
        assertThat(found(ann, "", "&type=image/")).isEmpty();
        assertThat(found(ann, "plan", "&to=2026-02-01T00:00:00Z")).containsExactly("large plan", "small plan");
        assertThat(found(ann, "plan", "&kind=file", "&from=2026-02-01T00:00:00Z"))
                .containsExactly("later plan");
    }

    @Test
    void inAFolderMeansBelowIt() {
        NodeId folder = ann.folder(ann.root(), "plan");
        ann.file(ann.folder(folder, "inner"), "inner plan");
        ann.file(ann.root(), "outer plan");

        assertThat(found(ann, "plan", "&in=" + folder)).containsExactly("inner plan");
        assertThat(found(ann, "plan", "&in=" + ann.root())).containsExactly("plan", "inner plan", "outer plan");
        assertThat(side.get(bob, query("plan") + "&in=" + folder).code()).isEqualTo("node-not-found");
    }

    @Test
    void inABigFolderToo() {
        NodeId big = ann.folderOf(5_001, ann.root(), "big");
        ann.file(ann.folder(big, "inner"), "needle");
        ann.file(ann.root(), "needle outside");
        ann.grant(big, bob, "viewer");

        assertThat(found(ann, "needle", "&in=" + big)).containsExactly("needle");
        assertThat(found(bob, "needle")).containsExactly("needle");
        assertThat(found(bob, "needle", "&in=" + big)).containsExactly("needle");
        assertThat(found(ann, "ill", "&maxSize=5", "&limit=1000"))
                .hasSize(1_000)
                .startsWith("filler 0", "filler 1", "filler 10");
    }

    @Test
    void onlyWhatTheReaderMaySeeIsFound() {
        NodeId shared = ann.folder(ann.root(), "shared plan");
        ann.file(ann.folder(shared, "inner"), "plan for both");
        ann.file(ann.root(), "secret plan");
        GrantId grant = ann.grant(shared, bob, "viewer");
        bob.file(bob.root(), "plan of bob");

        assertThat(found(bob, "plan")).containsExactly("plan for both", "plan of bob", "shared plan");
        assertThat(found(ann, "plan")).containsExactly("plan for both", "secret plan", "shared plan");

        ann.revoke(grant, shared, bob);

        assertThat(found(bob, "plan")).containsExactly("plan of bob");
    }

    @Test
    void whatIsInTheTrashIsNotFound() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.file(folder, "plan below");
        NodeId plan = ann.file(ann.root(), "plan");
        ann.grant(folder, bob, "viewer");
        ann.trash(folder, ann.root(), "folder");
        ann.trash(plan, ann.root(), "plan");

        assertThat(found(ann, "plan")).isEmpty();
        assertThat(found(bob, "plan")).isEmpty();

        ann.untrash(plan, ann.root(), "plan");

        assertThat(found(ann, "plan")).containsExactly("plan");
    }

    @Test
    void thePastIsSearchedByItsNames() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "old plan");
        ann.tag(file, "red");
        GrantId grant = ann.grant(folder, bob, "viewer");
        Instant before = now();
        ann.rename(file, "old plan", "new idea");
        ann.untag(file, "red");
        Instant renamed = now();

        assertThat(found(ann, "plan")).isEmpty();
        assertThat(found(ann, "plan", "&at=" + before)).containsExactly("old plan");
        assertThat(found(ann, "plan", "&tag=red", "&at=" + before)).containsExactly("old plan");
        assertThat(found(ann, "idea", "&tag=red", "&at=" + renamed)).isEmpty();
        assertThat(found(bob, "plan", "&at=" + before)).containsExactly("old plan");
        assertThat(found(bob, "plan", "&at=" + before, "&in=" + folder)).containsExactly("old plan");

        ann.revoke(grant, folder, bob);
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);

        assertThat(found(bob, "plan", "&at=" + before)).isEmpty();
        assertThat(found(ann, "plan", "&at=" + before)).containsExactly("old plan");
        assertThat(found(ann, "idea")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&maxSize=5"})
    void pagesShowEverythingOnceInSpiteOfWhatIsHidden(String filter) {
        List<String> expected = new ArrayList<>();
        NodeId hidden = ann.folder(ann.root(), "hidden");
        for (int i = 0; i < 5; i++) {
            ann.file(ann.root(), "plan " + i);
            ann.file(hidden, "plan " + i);
            ann.file(ann.root(), "aplan " + i);
            ann.file(ann.root(), "a plan " + i);
        }
        ann.trash(hidden, ann.root(), "hidden");
        for (String prefix : List.of("plan ", "a plan ", "aplan ")) {
            for (int i = 0; i < 5; i++) {
                expected.add(prefix + i);
            }
        }
        side.awaitProjections();

        List<String> all = new ArrayList<>();
        Answer page = side.get(ann, query("plan") + filter + "&limit=2");
        all.addAll(page.items("name"));
        while (!page.json().get("nextCursor").isNull()) {
            page = side.get(ann, query("plan") + filter + "&limit=2&cursor=" + page.text("nextCursor"));
            assertThat(page.items("name")).hasSizeBetween(1, 2);
            all.addAll(page.items("name"));
        }

        assertThat(all).containsExactlyElementsOf(expected);
        assertThat(side.get(
                                ann,
                                query("other") + "&cursor="
                                        + side.get(ann, query("plan") + "&limit=2")
                                                .text("nextCursor"))
                        .code())
                .isEqualTo("invalid-cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=..", "q=a&kind=link", "q=a&minSize=big", "q=a&from=yesterday", "in=1&q=a"})
    void questionsWithoutMeaningAreRefused(String query) {
        Answer answer = side.get(ann, "/v1/search?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-value");
    }

    @Test
    void wordsHaveALimit() {
        assertThat(side.get(ann, query("a".repeat(201))).code()).isEqualTo("invalid-value");
        assertThat(side.get(ann, query("a".repeat(200))).status()).isEqualTo(200);
        assertThat(side.get(ann, query("a b c d e f g h i j k l m n o p q r s t u"))
                        .code())
                .isEqualTo("invalid-value");
    }
}
