package dev.strata.endtoend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.AtOnce;
import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a link opens for somebody without an account, and that it opens nothing else. */
class LinkIT {
    private static final byte[] CONTENT = "as it was given".getBytes(StandardCharsets.UTF_8);
    private static final Api STRANGER = Api.at(StrataProcess.shared().url());

    private final Person anna = Person.signUp(StrataProcess.shared().url());
    private final String docs = anna.folder(anna.root(), "docs");
    private final String file = anna.upload("docs/a.txt", CONTENT).is(201).text("id");

    private Answer link(String node, String terms) {
        return anna.api()
                .post("/v1/nodes/%s/links".formatted(node), "{%s}".formatted(terms))
                .is(201);
    }

    private static String path(Answer link) {
        return "/v1/public/" + link.text("token");
    }

    private static Answer fetch(Answer redirect, String... headers) {
        redirect.is(307);
        URI location = URI.create(redirect.header("Location"));
        return STRANGER.get(location.getRawPath() + "?" + location.getRawQuery(), headers);
    }

    @Test
    void aFolderIsListedAndItsFilesRead() {
        String inner = anna.folder(docs, "in");
        anna.upload("docs/in/b.txt", CONTENT).is(201);
        String path = path(link(docs, "\"role\": \"viewer\""));
        Answer known = STRANGER.get(path).is(200);
        assertThat(known.text("node/name")).isEqualTo("docs");
        assertThat(known.json().path("passwordNeeded").asBoolean()).isFalse();
        List<JsonNode> children = STRANGER.get(path + "/children").is(200).items();
        assertThat(children.stream().map(child -> child.path("name").asString()))
                .containsExactly("a.txt", "in");
        assertThat(STRANGER.get(path + "/nodes/%s/children".formatted(inner))
                        .is(200)
                        .items())
                .hasSize(1);
        Answer content = fetch(STRANGER.get(path + "/nodes/%s/content".formatted(file)));
        assertThat(content.is(200).body()).isEqualTo(CONTENT);
        assertThat(known.toString()).doesNotContain(anna.accountId(), anna.spaceId(), anna.root());
        STRANGER.get(path + "/content").isProblem(409, "not-a-file");
    }

    @Test
    void pagesHaveCursors() {
        for (String name : List.of("b.txt", "c.txt")) {
            anna.upload("docs/" + name, CONTENT).is(201);
        }
        String path = path(link(docs, "\"role\": \"viewer\""));
        Answer first = STRANGER.get(path + "/children?limit=2").is(200);
        Answer second = STRANGER.get(path + "/children?limit=2&cursor=" + first.text("nextCursor"))
                .is(200);
        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(1);
    }

    @Test
    void nothingElseIsOpened() {
        String other = anna.upload("other.txt", CONTENT).is(201).text("id");
        String path = path(link(docs, "\"role\": \"viewer\""));
        for (String node : List.of(other, anna.root())) {
            STRANGER.get(path + "/nodes/" + node).isProblem(404, "node-not-found");
            STRANGER.get(path + "/nodes/%s/children".formatted(node)).isProblem(404, "node-not-found");
            STRANGER.get(path + "/nodes/%s/content".formatted(node)).isProblem(404, "node-not-found");
        }
        STRANGER.putBytes(path + "/files/x.txt", CONTENT).isProblem(403, "link-forbids");
        STRANGER.putBytes(path + "/nodes/%s/content".formatted(file), CONTENT).isProblem(403, "link-forbids");
        STRANGER.put(path + "/nodes/%s/name".formatted(file), "{\"name\": \"x\"}")
                .isProblem(403, "link-forbids");
        STRANGER.get("/v1/nodes/" + docs).isProblem(401, "not-signed-in");
    }

    @Test
    void whateverEndsALinkIsAnsweredAlike() {
        Answer revoked = link(docs, "\"role\": \"viewer\"");
        anna.api().delete("/v1/links/" + revoked.text("linkId")).is(204);
        Answer used = link(file, "\"role\": \"viewer\", \"maxDownloads\": 1");
        STRANGER.get(path(used) + "/content").is(307);
        for (String path : List.of(path(revoked), path(used), "/v1/public/" + "x".repeat(32), "/v1/public/a")) {
            STRANGER.get(path).isProblem(404, "link-not-found");
            STRANGER.get(path + "/children").isProblem(404, "link-not-found");
            STRANGER.get(path + "/content").isProblem(404, "link-not-found");
            STRANGER.putBytes(path + "/files/x.txt", CONTENT).isProblem(404, "link-not-found");
            STRANGER.post(path + "/password", "{\"password\": \"x\"}").isProblem(404, "link-not-found");
        }
    }

    @Test
    void partsOfOneDownloadAreOneDownload() {
        Answer link = link(file, "\"role\": \"viewer\", \"maxDownloads\": 1");
        assertThat(STRANGER.send("HEAD", path(link) + "/content", BodyPublishers.noBody())
                        .is(200)
                        .header("Content-Length"))
                .isEqualTo(Integer.toString(CONTENT.length));
        Answer redirect = STRANGER.get(path(link) + "/content");
        assertThat(fetch(redirect, "Range", "bytes=0-1").is(206).body()).hasSize(2);
        assertThat(fetch(redirect, "Range", "bytes=2-").is(206).body()).hasSize(CONTENT.length - 2);
        STRANGER.get(path(link) + "/content").isProblem(404, "link-not-found");
        assertThat(anna.api()
                        .get("/v1/links")
                        .items()
                        .getFirst()
                        .path("downloads")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void ofAHundredAtOnceOneGetsTheLastDownload() {
        Answer link = link(file, "\"role\": \"viewer\", \"maxDownloads\": 1");
        List<Integer> answers = AtOnce.all(Collections.nCopies(
                100, () -> STRANGER.get(path(link) + "/content").status()));
        assertThat(answers).filteredOn(status -> status == 307).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 404).hasSize(99);
    }

    @Test
    void aPasswordHidesEverything() {
        Answer link = link(file, "\"role\": \"viewer\", \"password\": \"open sesame\"");
        Answer locked = STRANGER.get(path(link)).is(200);
        assertThat(locked.json().path("locked").asBoolean()).isTrue();
        assertThat(locked.toString()).doesNotContain("a.txt");
        STRANGER.get(path(link) + "/content").isProblem(403, "link-password-needed");
        STRANGER.post(path(link) + "/password", "{\"password\": \"x\"}").isProblem(403, "wrong-password");
        String pass = STRANGER.post(path(link) + "/password", "{\"password\": \"open sesame\"}")
                .is(200)
                .text("pass");
        assertThat(STRANGER.get(path(link), "Strata-Link-Pass", pass).text("node/name"))
                .isEqualTo("a.txt");
        STRANGER.get(path(link) + "/content", "Strata-Link-Pass", pass + "x").isProblem(403, "link-password-needed");
        assertThat(fetch(STRANGER.get(path(link) + "/content", "Strata-Link-Pass", pass))
                        .body())
                .isEqualTo(CONTENT);
    }

    @Test
    void aFileRequestTakesFilesAndShowsNone() {
        Answer link = link(docs, "\"role\": \"viewer\", \"uploadOnly\": true");
        byte[] sent = Bytes.random(7, 300_000);
        Answer first = STRANGER.putBytes(path(link) + "/files/a.txt", sent).is(201);
        assertThat(first.text("sha256")).isEqualTo(Bytes.sha256(sent));
        assertThat(first.text("name")).isEqualTo("a.txt");
        assertThat(first.json().path("id").isNull()).isTrue();
        Answer known = STRANGER.get(path(link)).is(200);
        assertThat(known.text("name")).isEqualTo("docs");
        assertThat(known.json().path("node").isNull()).isTrue();
        STRANGER.get(path(link) + "/children").isProblem(403, "link-forbids");
        STRANGER.get(path(link) + "/nodes/" + file).isProblem(403, "link-forbids");
        STRANGER.putBytes(path(link) + "/files/b.txt?parent=" + anna.root(), sent)
                .isProblem(403, "link-forbids");
        assertThat(anna.api().get("/v1/content/docs/a.txt").body()).isEqualTo(CONTENT);
        assertThat(anna.api().get("/v1/content/docs/a%20(2).txt").is(200).body())
                .isEqualTo(sent);
    }

    @Test
    void anEditorWorksBelowTheFolder() {
        String path = path(link(docs, "\"role\": \"editor\""));
        Answer created = STRANGER.putBytes(path + "/files/new%3B.txt", CONTENT).is(201);
        assertThat(created.text("name")).isEqualTo("new;.txt");
        STRANGER.putBytes(path + "/files/new%3B.txt", CONTENT).isProblem(409, "name-taken");
        String id = created.text("id");
        byte[] changed = "changed".getBytes(StandardCharsets.UTF_8);
        Answer replaced = STRANGER.putBytes(path + "/nodes/%s/content".formatted(id), changed)
                .is(200);
        assertThat(replaced.number("version")).isEqualTo(2);
        STRANGER.putBytes(path + "/nodes/%s/content".formatted(id), CONTENT, "If-Match", "\"1\"")
                .isProblem(412, "version-conflict");
        STRANGER.put(path + "/nodes/%s/name".formatted(id), "{\"name\": \"other.txt\"}")
                .is(200);
        STRANGER.put(path + "/nodes/%s/name".formatted(docs), "{\"name\": \"mine\"}")
                .isProblem(403, "link-forbids");
        STRANGER.post(path + "/nodes/%s/folders".formatted(docs), "{\"name\": \"in\"}")
                .is(201);
        assertThat(anna.api().get("/v1/content/docs/other.txt").is(200).body()).isEqualTo(changed);
    }

    @Test
    void theAuditTrailNamesTheLink() {
        Answer link = link(docs, "\"role\": \"editor\"");
        String id = STRANGER.putBytes(path(link) + "/files/new.txt", CONTENT)
                .is(201)
                .text("id");
        JsonNode created = anna.api()
                .get("/v1/audit?node=" + id, "Strata-At-Least", id + "@1")
                .is(200)
                .items()
                .getFirst();
        assertThat(created.path("link").asString()).isEqualTo(link.text("linkId"));
        assertThat(created.path("actor").asString()).isEqualTo(anna.accountId());
        assertThat(anna.api().get("/v1/audit?type=LinkCreated").is(200).items()).hasSize(1);
    }
}
