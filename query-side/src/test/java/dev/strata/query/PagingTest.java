package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final String children = "/v1/nodes/" + ann.root() + "/children";

    @BeforeEach
    void awaitTheRoot() {
        side.awaitProjections();
    }

    @ParameterizedTest
    @CsvSource({
        "sort=name, a b c d e",
        "sort=name&order=desc, e d c b a",
        "sort=size, e d c b a",
        "sort=size&order=desc, a b c d e",
        "sort=created, a b c d e",
        "sort=modified&order=desc, e d c b a",
    })
    void pagesOfOneShowEverythingOnce(String query, String expected) {
        int size = 5;
        for (String name : List.of("a", "b", "c", "d", "e")) {
            NodeId file = ann.file(ann.root(), name, size--);
            ann.addVersion(file, 2, 'f', size);
        }
        side.awaitProjections();

        assertThat(walk(children + "?limit=1&" + query, "name")).containsExactly(expected.split(" "));
    }

    @Test
    void versionsTrashGrantsSharesAndAuditHavePagesToo() {
        NodeId file = ann.file(ann.root(), "file");
        ann.addVersion(file, 2, 'b');
        NodeId other = ann.file(ann.root(), "other");
        List<String> people = new ArrayList<>();
        Person bob = Person.opened(log);
        for (Person person : List.of(bob, Person.opened(log), Person.opened(log))) {
            ann.grant(file, person, "viewer");
            people.add(person.account().toString());
        }
        ann.grant(other, bob, "viewer");
        side.awaitProjections();

        assertThat(walk("/v1/files/" + file + "/versions?limit=1", "number")).containsExactly("2", "1");
        assertThat(walk("/v1/nodes/" + file + "/grants?limit=1", "accountId"))
                .containsExactlyElementsOf(people.stream().sorted().toList());
        assertThat(walk("/v1/audit?limit=1&node=" + file, "type"))
                .containsExactly("AccessGranted", "AccessGranted", "AccessGranted", "VersionAdded", "FileCreated");
        assertThat(walk(bob, "/v1/shared-with-me?limit=1", "name")).containsExactly("other", "file");

        ann.trash(file, ann.root(), "file");
        ann.trash(other, ann.root(), "other");
        side.awaitProjections();

        assertThat(walk("/v1/trash?limit=1", "name")).containsExactly("other", "file");
    }

    @Test
    void whatIsInsertedBetweenPagesShiftsNothing() {
        ann.file(ann.root(), "b");
        ann.file(ann.root(), "d");
        ann.file(ann.root(), "f");
        side.awaitProjections();
        Answer first = side.get(ann, children + "?limit=2");
        ann.file(ann.root(), "a");
        ann.file(ann.root(), "e");
        side.awaitProjections();

        Answer second = side.get(ann, children + "?limit=2&cursor=" + first.text("nextCursor"));

        assertThat(first.items("name")).containsExactly("b", "d");
        assertThat(second.items("name")).containsExactly("e", "f");
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
    }

    @Test
    void limitMayBeAThousand() {
        assertThat(side.get(ann, children + "?limit=1000").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void otherLimitsAreRefused(String limit) {
        Answer answer = side.get(ann, children + "?limit=" + limit);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=many", "sort=colour", "order=up"})
    void valuesThatDoNotExistAreRefused(String query) {
        Answer answer = side.get(ann, children + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "children-name-asc-now\na",
                "children-name-asc-now\na\nnot-a-uuid",
                "children-name-asc-now\n\0\n00000000-0000-0000-0000-000000000000",
                "children-name-desc-now\na\n00000000-0000-0000-0000-000000000000",
                "children-name-asc-now\na\n00000000-0000-0000-0000-000000000000\nmore",
                "",
            })
    void cursorThatWasMadeUpIsRefused(String plain) {
        String cursor = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertInvalid(side.get(ann, children + "?cursor=" + cursor));
    }

    @Test
    void cursorThatIsNoBase64IsRefused() {
        assertInvalid(side.get(ann, children + "?cursor=*"));
    }

    @Test
    void keysOfTheWrongTypeAreRefused() {
        String key = "children-size-asc-now\nlarge\n00000000-0000-0000-0000-000000000000";
        String cursor = Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));

        assertInvalid(side.get(ann, children + "?sort=size&cursor=" + cursor));
        assertInvalid(side.get(ann, "/v1/trash?cursor=" + cursor));
        assertInvalid(side.get(ann, "/v1/audit?cursor=" + cursor));
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-cursor");
    }

    private List<String> walk(String path, String member) {
        return walk(ann, path, member);
    }

    private List<String> walk(Person reader, String path, String member) {
        List<String> all = new ArrayList<>();
        Answer page = side.get(reader, path);
        all.addAll(page.items(member));
        while (!page.json().get("nextCursor").isNull()) {
            page = side.get(reader, path + "&cursor=" + page.text("nextCursor"));
            assertThat(page.items(member)).hasSize(1);
            all.addAll(page.items(member));
        }
        return all;
    }
}
