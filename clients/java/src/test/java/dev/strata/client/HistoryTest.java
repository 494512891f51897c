package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant THEN = Instant.parse("2026-11-20T10:15:30Z");
    private static final String NONE = "{\"items\":[],\"nextCursor\":null}";
    private static final String PREVIEW = """
            {"confirm":"c1","operation":null,"events":2,
             "changes":[{"nodeId":"n1","name":"a","change":"place","from":"a in p2","to":"a in p1"}],
             "conflicts":[{"nodeId":"n2","name":"b","reason":"changed-since","detail":"later work"}]}
            """;
    private static final String DONE = PREVIEW.replace("null", "\"o1\"");

    private StubServer server;
    private History history;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn();
        StrataClient client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
        history = client.history();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anUndoIsConfirmedByItsPreview() throws IOException {
        server.then(200, PREVIEW).then(200, DONE);
        UndoFilter filter = UndoFilter.since(THEN).below("n1").kinds(List.of("trash"));

        UndoReport preview = history.previewUndo(filter);
        assertThat(server.last().body())
                .asString()
                .contains("\"from\":\"2026-11-20T10:15:30Z\"", "\"node\":\"n1\"", "\"kinds\":[\"trash\"]")
                .doesNotContain("confirm");
        UndoReport done = history.undo(filter, preview);

        assertThat(server.last().path()).isEqualTo("/v1/undo");
        assertThat(server.last().body()).asString().contains("\"confirm\":\"c1\"", "\"node\":\"n1\"");
        assertThat(preview.operation()).isNull();
        assertThat(done.operation()).isEqualTo("o1");
        assertThat(done.changes()).containsExactly(new UndoReport.Change("n1", "a", "place", "a in p2", "a in p1"));
        assertThat(done.conflicts()).containsExactly(new UndoReport.Kept("n2", "b", "changed-since", "later work"));
    }

    @Test
    void anUndoCanBeNarrowed() throws IOException {
        server.then(200, PREVIEW);
        history.previewUndo(
                UndoFilter.since(THEN).until(THEN).doneBy("a1").doneOn("d1").operation("o1"));
        assertThat(server.last().body())
                .asString()
                .contains("\"to\":", "\"actor\":\"a1\"", "\"device\":\"d1\"", "\"operation\":\"o1\"");
    }

    @Test
    void aRewindIsConfirmedByItsPreview() throws IOException {
        server.then(200, PREVIEW).then(200, DONE);
        UndoReport preview = history.previewRewind("n1", THEN);
        assertThat(server.last().body()).asString().isEqualTo("{\"to\":\"2026-11-20T10:15:30Z\"}");
        history.rewind("n1", THEN, preview);
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1/rewind");
        assertThat(server.last().body()).asString().contains("\"confirm\":\"c1\"");
    }

    @Test
    void whatCouldHappenTwiceIsNotRepeated() {
        server.then(503, "{\"code\":\"busy\",\"retryable\":true}", "Retry-After", "0");
        StrataProblem problem =
                catchThrowableOfType(StrataProblem.class, () -> history.previewUndo(UndoFilter.since(THEN)));
        assertThat(problem.code()).isEqualTo("busy");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void differencesHaveBothSides() throws IOException {
        server.then(200, """
                {"items":[{"nodeId":"n1","kind":"file","changes":["added"],"before":null,
                 "after":{"id":"n1","number":1,"spaceId":"s1","kind":"file","name":"a","version":1}}],"nextCursor":null}
                """);
        Difference found = history.diff("n1", THEN, null, null).items().getFirst();
        assertThat(found.changes()).containsExactly("added");
        assertThat(found.before()).isNull();
        assertThat(found.after()).isNotNull();
        assertThat(server.last().path()).isEqualTo("/v1/diff?node=n1&from=2026-11-20T10%3A15%3A30Z&limit=1000");
    }

    @Test
    void activityNamesPeopleAndNodes() throws IOException {
        server.then(200, """
                {"items":[{"at":"2026-11-20T10:15:30Z","actor":{"accountId":"a1","login":"anna","displayName":null},
                 "device":null,"kind":"file-created","node":{"id":"n1","name":"a"},"detail":{}}],"nextCursor":null}
                """).then(200, NONE).then(200, NONE);
        Activity activity = history.activity("n1", null).items().getFirst();
        assertThat(activity.actor()).isEqualTo(new Activity.Person("a1", "anna", null));
        assertThat(activity.node()).isEqualTo(new Activity.Subject("n1", "a"));
        assertThat(server.last().path()).isEqualTo("/v1/activity?node=n1&limit=1000");
        history.recent("c1");
        assertThat(server.last().path()).isEqualTo("/v1/recent?limit=1000&cursor=c1");
        history.audit("n1", null);
        assertThat(server.last().path()).isEqualTo("/v1/audit?node=n1&limit=1000");
    }
}
