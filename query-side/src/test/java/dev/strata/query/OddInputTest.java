package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stranger puts into a request: an answer or a refusal, never a failure. */
class OddInputTest {
    private static final List<String> ODD = List.of(
            "",
            "zzz",
            "-1",
            "99999999999",
            "99999999999999999999",
            "' OR 1=1 --",
            "%",
            "\uD83D\uDE00",
            "2999-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "-500000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "00000000-0000-0000-0000-000000000000");

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);
    private final Person cid = Person.opened(log);

    @Test
    void cursorThatSomebodyHasChangedIsReadOrRefused() {
        for (String list : listsOfTwo()) {
            Answer page = side.get(ann, list + "limit=1");
            assertThat(page.status()).as("%s: %s", list, page).isEqualTo(200);
            assertThat(page.json().get("nextCursor").isString())
                    .as("%s: %s", list, page)
                    .isTrue();
            String cursor = new String(Base64.getUrlDecoder().decode(page.text("nextCursor")), StandardCharsets.UTF_8);
            List<String> parts = List.of(cursor.split("\n", -1));
            for (int part = 0; part < parts.size(); part++) {
                for (String odd : ODD) {
                    List<String> changed = new ArrayList<>(parts);
                    changed.set(part, odd);
                    assertReadOrRefused(list + "limit=1&cursor=" + encoded(changed));
                }
            }
        }
    }

    private void assertReadOrRefused(String path) {
        Answer answer = side.get(ann, path);
        assertThat(answer.status()).as("%s: %s", path, answer).isIn(200, 400);
        if (answer.status() == 400) {
            assertThat(answer.code()).isEqualTo("invalid-cursor");
        }
    }

    private static String encoded(List<String> parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Each read that has pages, with two items at least. */
    private List<String> listsOfTwo() {
        NodeId file = ann.file(ann.root(), "file");
        NodeId other = ann.file(ann.root(), "file too");
        ann.addVersion(file, 2, 'b');
        for (NodeId node : List.of(file, other)) {
            ann.star(node);
            NodeId copy = ann.file(ann.root(), "copy of " + node);
            ann.conflict(copy, node);
            NodeId gone = ann.file(ann.root(), "gone " + node);
            ann.trash(gone, ann.root(), "gone " + node);
            bob.grant(bob.file(bob.root(), "from bob " + node), ann, "viewer");
        }
        GrantId grant = ann.grant(file, bob, "viewer");
        assertThat(grant).isNotEqualTo(ann.grant(file, cid, "viewer"));
        side.awaitProjections();
        String children = "/v1/nodes/%s/children?".formatted(ann.root());
        return List.of(
                children,
                children + "sort=size&",
                children + "sort=modified&order=desc&",
                children + "sort=created&",
                children + "sort=kind&",
                "/v1/files/%s/versions?".formatted(file),
                "/v1/nodes/%s/grants?".formatted(file),
                "/v1/trash?",
                "/v1/shared-with-me?",
                "/v1/starred?",
                "/v1/recent?",
                "/v1/conflicts?",
                "/v1/search?q=file&",
                "/v1/search?kind=file&",
                "/v1/activity?",
                "/v1/activity?node=%s&".formatted(ann.root()),
                "/v1/audit?",
                "/v1/diff?from=2026-01-01T00:00:00Z&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/search?tag=%00",
                "/v1/search?type=text/%00",
                "/v1/search?from=yesterday",
                "/v1/search?to=1700000000",
                "/v1/search?minSize=99999999999999999999",
                "/v1/audit?type=%00",
                "/v1/audit?from=2026-11-20",
            })
    void valuesThatNothingCanHaveAreRefused(String path) {
        Answer answer = side.get(ann, path);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-value");
    }

    @ParameterizedTest
    @CsvSource({
        "-999999999-01-01T00:00:00Z, +999999999-12-31T23:59:59Z, 1",
        "-500000-01-01T00:00:00Z, 0001-01-01T00:00:00Z, 0",
        "+500000-01-01T00:00:00Z, +999999999-12-31T23:59:59Z, 0",
        "2000-01-01T00:00:00+14:00, 2999-01-01T00:00:00-12:00, 1",
    })
    void instantsMayBeFarAwayAndInAnyOffset(String from, String to, int found) {
        ann.folder(ann.root(), "found");
        side.awaitProjections();
        String span = "from=%s&to=%s".formatted(escaped(from), escaped(to));

        assertThat(side.get(ann, "/v1/search?q=found&" + span).items("name")).hasSize(found);
        assertThat(side.get(ann, "/v1/audit?type=FolderCreated&" + span).items("type"))
                .hasSize(2 * found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "yesterday", "2026-11-20", "", "%00"})
    void momentThatCannotBeIsRefusedByEveryRead(String at) {
        for (String read : List.of(
                "/v1/nodes/%s?".formatted(ann.root()),
                "/v1/paths/?",
                "/v1/nodes/%s/children?".formatted(ann.root()),
                "/v1/nodes/%s/grants?".formatted(ann.root()),
                "/v1/files/%s/versions?".formatted(ann.root()),
                "/v1/files/%s/content?".formatted(ann.root()),
                "/v1/trash?",
                "/v1/shared-with-me?",
                "/v1/starred?",
                "/v1/conflicts?",
                "/v1/usage?",
                "/v1/search?q=a&")) {
            Answer answer = side.get(ann, read + "at=" + (at.startsWith("%") ? at : escaped(at)));

            assertThat(answer.status()).as("%s: %s", read, answer).isEqualTo(400);
            assertThat(answer.code()).as(read).isEqualTo("invalid-instant");
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
