package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files that an editor puts into a folder of somebody else's, by their path from that folder on. */
class SharedFolderIT {
    private static final byte[] FIRST = "from Ben".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = Bytes.random(21, 3_000_000);

    private static String sharedBy(Person anna, Person with, String role) {
        String folder = anna.folder(anna.root(), "docs");
        anna.api()
                .put("/v1/nodes/%s/grants/%s".formatted(folder, with.accountId()), "{\"role\": \"%s\"}".formatted(role))
                .is(200);
        return folder;
    }

    /** Reads what is at least as new as the file in this answer. */
    private static Answer read(Person person, String path, Answer written) {
        String version = written.header("ETag").replace("\"", "");
        return person.api().get(path, "Strata-At-Least", written.text("id") + "@" + version);
    }

    @Test
    void whatAnEditorPutsThereIsTheOwnersAndStaysWhenHeIsErased() {
        Person anna = Person.signUp(StrataProcess.shared().url());
        Person ben = Person.signUp(StrataProcess.shared().url());
        String folder = sharedBy(anna, ben, "editor");
        String path = "/v1/content/a.txt?in=" + folder;

        Answer made = ben.api().putBytes(path, FIRST, "If-None-Match", "*").is(201);
        assertThat(made.text("spaceId")).isEqualTo(anna.spaceId());
        assertThat(read(ben, path, made).is(200).body()).isEqualTo(FIRST);
        assertThat(read(anna, "/v1/content/docs/a.txt", made).is(200).body()).isEqualTo(FIRST);
        assertThat(read(ben, "/v1/paths/a.txt?in=" + folder, made).is(200).text("id"))
                .isEqualTo(made.text("id"));
        read(ben, "/v1/verification/a.txt?in=" + folder, made).is(200);
        ben.api().get("/v1/content/a.txt").isProblem(404, "node-not-found");

        ben.api().putBytes(path, SECOND, "If-Match", "\"7\"").isProblem(412, "version-conflict");
        Answer changed = ben.api()
                .putBytes(path, SECOND, "If-Match", made.header("ETag"))
                .is(200);
        assertThat(changed.text("id")).isEqualTo(made.text("id"));
        assertThat(read(ben, path, changed).is(200).body()).isEqualTo(SECOND);

        ben.api()
                .sendJson(
                        "DELETE",
                        "/v1/accounts/" + ben.accountId(),
                        "{\"password\": \"%s\"}".formatted(Person.PASSWORD))
                .is(204);
        Await.until(
                Duration.ofSeconds(20),
                "nothing to be Ben's any more",
                () -> ben.api().get(path).status() == 404);
        assertThat(read(anna, "/v1/content/docs/a.txt", changed).is(200).body()).isEqualTo(SECOND);
    }

    @Test
    void anUploadInPiecesKnowsItsFolderAfterARestart() {
        try (StrataProcess strata = StrataProcess.start("shared-folder")) {
            Person anna = Person.signUp(strata.url());
            Person ben = Person.signUp(strata.url());
            String folder = sharedBy(anna, ben, "editor");
            String upload = ben.api()
                    .post("/v1/uploads", """
                            {"path": "/b.bin", "in": "%s", "length": %d}""".formatted(folder, SECOND.length))
                    .is(201)
                    .text("uploadId");
            append(ben, upload, 0, 1_000_000).is(204);

            assertThat(strata.stop()).isZero();
            strata.restart();

            assertThat(ben.api().get("/v1/uploads/" + upload).is(200).text("in"))
                    .isEqualTo(folder);
            Answer made = append(ben, upload, 1_000_000, SECOND.length).is(201);
            assertThat(made.text("spaceId")).isEqualTo(anna.spaceId());
            assertThat(made.text("parentId")).isEqualTo(folder);
            assertThat(read(anna, "/v1/content/docs/b.bin", made).is(200).body())
                    .isEqualTo(SECOND);
            assertThat(read(ben, "/v1/content/b.bin?in=" + folder, made).is(200).body())
                    .isEqualTo(SECOND);
        }
    }

    private static Answer append(Person person, String upload, int from, int until) {
        return person.api()
                .send(
                        "PATCH",
                        "/v1/uploads/" + upload,
                        BodyPublishers.ofByteArray(Arrays.copyOfRange(SECOND, from, until)),
                        "Upload-Offset",
                        Integer.toString(from),
                        "Content-Type",
                        "application/offset+octet-stream");
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        Person anna = Person.signUp(StrataProcess.shared().url());
        Person ben = Person.signUp(StrataProcess.shared().url());
        String folder = sharedBy(anna, ben, "viewer");
        Answer made = anna.upload("docs/a.txt", FIRST).is(201);
        String path = "/v1/content/a.txt?in=" + folder;

        ben.api().putBytes(path, SECOND).isProblem(403, "forbidden");
        ben.api().putBytes("/v1/content/new.txt?in=" + folder, SECOND).isProblem(403, "forbidden");
        ben.api()
                .post("/v1/uploads", "{\"path\": \"/a.txt\", \"in\": \"%s\"}".formatted(folder))
                .isProblem(403, "forbidden");

        assertThat(read(ben, path, made).is(200).body()).isEqualTo(FIRST);
        assertThat(anna.children(folder))
                .singleElement()
                .satisfies(node -> assertThat(node.path("version").asLong()).isEqualTo(made.number("version")));
    }
}
