package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.StubServer.Asked;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesOfNodesTest {
    private static final String ANSWER = """
            {"id":"n1","number":5,"spaceId":"s1","kind":"file","name":"a.txt","parentId":"p1","version":3,"trashed":false}
            """;

    private StubServer server;
    private StrataClient client;
    private Attributes attributes;
    private Node node;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn().then(200, ANSWER);
        client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
        attributes = client.attributes();
        node = client.node("n1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void asked(String method, String path, String body) {
        Asked last = server.last();
        assertThat(last.method() + " " + last.path()).isEqualTo(method + " " + path);
        assertThat(last.body()).asString().isEqualTo(body);
    }

    @Test
    void tagsAreSegmentsOfThePath() throws IOException {
        server.then(200, ANSWER).then(200, ANSWER);
        attributes.tag(node, "to do/now");
        asked("PUT", "/v1/nodes/n1/tags/to%20do%2Fnow", "");
        attributes.untag(node, "red");
        asked("DELETE", "/v1/nodes/n1/tags/red", "");
    }

    @Test
    void starsNeedNoVersion() throws IOException {
        server.then(204, "").then(204, "");
        attributes.star("n1");
        asked("PUT", "/v1/nodes/n1/star", "");
        attributes.unstar("n1");
        asked("DELETE", "/v1/nodes/n1/star", "");
    }

    @Test
    void descriptionAndTimeAreBasedOnAVersion() throws IOException {
        server.then(200, ANSWER).then(200, ANSWER).then(200, ANSWER);
        attributes.describe(node, "mine");
        asked("PUT", "/v1/nodes/n1/description", "{\"description\":\"mine\"}");
        assertThat(server.last().header("If-Match")).isEqualTo("\"3\"");
        attributes.describe(node, null);
        asked("PUT", "/v1/nodes/n1/description", "{\"description\":null}");
        attributes.setModifiedTime(node, Instant.parse("2026-11-20T10:15:30Z"));
        asked("PUT", "/v1/nodes/n1/modified-time", "{\"modifiedAt\":\"2026-11-20T10:15:30Z\"}");
    }

    @Test
    void locksLastAsLongAsTheyAreAskedFor() throws IOException {
        server.then(200, ANSWER).then(200, ANSWER).then(200, ANSWER).then(200, ANSWER);
        attributes.lock(node, Duration.ofMinutes(2));
        asked("PUT", "/v1/nodes/n1/lock", "{\"seconds\":120}");
        attributes.lock(node, null);
        asked("PUT", "/v1/nodes/n1/lock", "{}");
        attributes.unlock(node);
        asked("DELETE", "/v1/nodes/n1/lock", "");
        attributes.breakLock(node);
        asked("DELETE", "/v1/nodes/n1/lock?break=true", "");
    }

    @Test
    void aCopyIsMadeOnceOnly() throws IOException {
        server.then(201, ANSWER);
        client.copy(node, "p2", "b.txt");
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1/copies");
        assertThat(server.last().body()).asString().contains("\"parentId\":\"p2\"", "\"name\":\"b.txt\"");
        assertThat(server.last().header("Idempotency-Key")).isNotBlank();
    }

    @Test
    void aBatchIsOneRequest() throws IOException {
        server.then(200, """
                        {"results":[{"status":201,"node":%s},{"status":204},
                         {"status":404,"problem":{"code":"node-not-found","detail":"none","status":404}}]}""".formatted(ANSWER)).then(200, ANSWER);
        Batch batch = Batch.oneByOne()
                .createFolder("p1", "new")
                .as("made")
                .star("#made")
                .rename("n2", "b")
                .expecting(7);

        List<Batch.Result> results = client.run(batch);

        assertThat(server.last().path()).isEqualTo("/v1/batch");
        assertThat(server.last().body())
                .asString()
                .contains("\"atomic\":false", "\"command\":\"create-folder\"", "\"ref\":\"made\"")
                .contains("\"nodeId\":\"#made\"", "\"command\":\"rename\"", "\"expected\":7");
        assertThat(results).extracting(Batch.Result::status).containsExactly(201, 204, 404);
        assertThat(results.getLast().problem()).isEqualTo(new Batch.Problem("node-not-found", "none"));
        client.node("n1");
        assertThat(server.last().header("Strata-At-Least")).isEqualTo("n1@3");
    }

    @Test
    void aBatchMayHaveEveryCommand() throws IOException {
        server.then(200, "{\"results\":[]}");
        client.run(Batch.allOrNothing()
                .move("n1", "p2")
                .copy("n1", "p2", "c")
                .tag("n1", "red")
                .trash("n1")
                .untrash("n1")
                .purge("n1")
                .add("restore-version", Map.of("nodeId", "n1", "version", 1)));
        assertThat(server.last().body())
                .asString()
                .contains("\"atomic\":true", "\"move\"", "\"copy\"", "\"tag\"", "\"trash\"", "\"untrash\"", "\"purge\"")
                .contains("\"restore-version\"");
    }
}
