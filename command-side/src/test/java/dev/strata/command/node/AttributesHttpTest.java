package dev.strata.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.testing.Await;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();

    private String folder(String parent, String name) {
        return anna.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, name))
                .text("id");
    }

    private String file(String parent, String name, String digit) {
        return anna.http()
                .post("/v1/files", """
                        {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(parent, name, Receipts.of(anna, digit)))
                .text("id");
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).as("%s", answer.body()).isEqualTo(code);
    }

    private void share(String node, String role) {
        anna.http()
                .put("/v1/nodes/%s/grants/%s".formatted(node, ben.accountId()), "{\"role\": \"%s\"}".formatted(role));
    }

    @Test
    void tagsDescriptionAndModifiedTimeComeAndGo() {
        String node = "/v1/nodes/" + folder(anna.root(), "docs");
        assertThat(anna.http()
                        .put(node + "/tags/tax%202026", null)
                        .body()
                        .path("tags")
                        .toString())
                .isEqualTo("[\"tax 2026\"]");
        assertThat(anna.http().put(node + "/tags/a", null).body().path("tags").size())
                .isEqualTo(2);
        assertThat(anna.http().delete(node + "/tags/a").body().path("tags").size())
                .isEqualTo(1);
        assertThat(anna.http()
                        .put(node + "/description", "{\"description\": \"for the office\"}")
                        .text("description"))
                .isEqualTo("for the office");
        assertThat(anna.http()
                        .put(node + "/description", "{\"description\": null}")
                        .body()
                        .path("description")
                        .isNull())
                .isTrue();
        Answer touched = anna.http().put(node + "/modified-time", "{\"modifiedAt\": \"2020-02-02T02:02:02Z\"}");
        assertThat(touched.text("modifiedAt")).isEqualTo("2020-02-02T02:02:02Z");
        assertThat(touched.etag()).isEqualTo("\"7\"");
        refused(
                anna.http().put(node + "/description", "{\"description\": \"x\"}", "If-Match", "\"1\""),
                412,
                "version-conflict");
    }

    @ParameterizedTest
    @CsvSource({"64, 200", "65, 400"})
    void aTagHas64CharactersAtMost(int length, int status) {
        String node = "/v1/nodes/" + folder(anna.root(), "docs");
        assertThat(anna.http().put(node + "/tags/" + "x".repeat(length), null).status())
                .isEqualTo(status);
    }

    @Test
    void aLockKeepsOthersOutUntilItIsBroken() {
        String shared = folder(anna.root(), "shared");
        String file = "/v1/nodes/" + file(shared, "plan.txt", "a");
        share(shared, "editor");
        Instant before = Instant.now();
        Answer locked = ben.http().put(file + "/lock", "{\"seconds\": 60}");
        assertThat(locked.status()).isEqualTo(200);
        assertThat(locked.body().at("/lock/owner").asString()).isEqualTo(ben.accountId());
        assertThat(Instant.parse(locked.body().at("/lock/expiresAt").asString()))
                .isBetween(before.plusSeconds(59), before.plusSeconds(62));
        Answer no = anna.http().put(file + "/name", "{\"name\": \"mine.txt\"}");
        refused(no, 423, "node-locked");
        assertThat(no.body().at("/lock/owner").asString()).isEqualTo(ben.accountId());
        refused(anna.http().delete(file + "/lock"), 423, "node-locked");
        assertThat(anna.http()
                        .delete(file + "/lock?break=true")
                        .body()
                        .path("lock")
                        .isNull())
                .isTrue();
        assertThat(anna.http().put(file + "/name", "{\"name\": \"mine.txt\"}").status())
                .isEqualTo(200);
    }

    @Test
    void aLockLastsADayAtMost() {
        String file = "/v1/nodes/" + file(anna.root(), "a", "a");
        assertThat(anna.http().put(file + "/lock", "{\"seconds\": 86400}").status())
                .isEqualTo(200);
        refused(anna.http().put(file + "/lock", "{\"seconds\": 86401}"), 400, "invalid-value");
        refused(anna.http().put(file + "/lock", "{\"seconds\": 0}"), 400, "invalid-value");
        refused(anna.http().put("/v1/nodes/" + anna.root() + "/lock", null), 409, "not-a-file");
    }

    @Test
    void whoeverMayReadANodeMayStarIt() {
        String docs = folder(anna.root(), "docs");
        refused(ben.http().put("/v1/nodes/" + docs + "/star", null), 404, "node-not-found");
        share(docs, "viewer");
        assertThat(ben.http().put("/v1/nodes/" + docs + "/star", null).status()).isEqualTo(204);
        assertThat(ben.http().delete("/v1/nodes/" + docs + "/star").status()).isEqualTo(204);
        assertThat(anna.http().put("/v1/nodes/" + docs + "/tags/a", null).etag())
                .isEqualTo("\"2\"");
    }

    @Test
    void aTreeIsCopiedWithItsNewestContents() {
        String docs = folder(anna.root(), "docs");
        String inner = folder(docs, "inner");
        file(inner, "a.txt", "a");
        String gone = file(inner, "gone.txt", "b");
        anna.http().put("/v1/nodes/" + gone + "/trash", null);
        Answer copy = anna.http().post("/v1/nodes/%s/copies".formatted(docs), """
                {"parentId": "%s", "name": "copy"}""".formatted(anna.root()));
        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.etag()).isEqualTo("\"2\"");
        refused(anna.http().post("/v1/nodes/%s/copies".formatted(docs), """
                {"parentId": "%s", "name": "COPY"}""".formatted(anna.root())), 409, "name-taken");
        Answer second = anna.http().post("/v1/nodes/%s/copies".formatted(docs), """
                {"parentId": "%s", "name": "copy", "conflict": "keep-both"}""".formatted(anna.root()));
        assertThat(second.text("name")).isEqualTo("copy (2)");
        assertThat(placement("copy/inner/a.txt").text("version")).isEqualTo("1");
        assertThat(placement("copy/inner/gone.txt").body().path("nodeId").isNull())
                .isTrue();
    }

    private Answer placement(String path) {
        return anna.http().post("/v1/placements", "{\"path\": \"%s\"}".formatted(path));
    }

    @Test
    void aFolderIsCopiedIntoItself() {
        String docs = folder(anna.root(), "docs");
        folder(docs, "inner");
        Answer copy = anna.http().post("/v1/nodes/%s/copies".formatted(docs), """
                {"parentId": "%s", "name": "copy"}""".formatted(docs));
        assertThat(copy.status()).isEqualTo(201);
        assertThat(placement("docs/copy/inner/x").status()).isEqualTo(200);
        assertThat(placement("docs/copy/copy/x").status()).isEqualTo(404);
    }

    @Test
    void aConflictIsResolvedForMine() {
        String file = file(anna.root(), "a.txt", "a");
        version(file, "b", "\"1\"");
        Answer copy = version(file, "c", "\"1\"");
        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.text("name")).startsWith("a (conflict ");
        Answer closed =
                anna.http().post("/v1/conflicts/%s/resolution".formatted(copy.text("id")), "{\"keep\": \"mine\"}");
        assertThat(closed.status()).as("%s", closed.body()).isEqualTo(200);
        assertThat(closed.body().path("trashed").asBoolean()).isTrue();
        Answer original = anna.http().put("/v1/nodes/" + file + "/tags/x", null);
        assertThat(original.text("sha256")).isEqualTo("c".repeat(64));
        refused(
                anna.http().post("/v1/conflicts/%s/resolution".formatted(copy.text("id")), "{\"keep\": \"both\"}"),
                409,
                "node-trashed");
    }

    @Test
    void aConflictIsResolvedByMerging() {
        String file = file(anna.root(), "a.txt", "a");
        version(file, "b", "\"1\"");
        String conflict = "/v1/conflicts/%s/resolution"
                .formatted(version(file, "c", "\"1\"").text("id"));
        refused(anna.http().post(conflict, "{\"keep\": \"merged\"}"), 400, "missing-field");
        assertThat(anna.http()
                        .post(conflict, "{\"keep\": \"merged\", \"receipt\": \"%s\"}".formatted(Receipts.of(anna, "d")))
                        .status())
                .isEqualTo(200);
        assertThat(anna.http().put("/v1/nodes/" + file + "/tags/x", null).text("sha256"))
                .isEqualTo("d".repeat(64));
        refused(
                anna.http().post("/v1/conflicts/%s/resolution".formatted(file), "{\"keep\": \"both\"}"),
                409,
                "no-conflict");
    }

    private Answer version(String file, String digit, String base) {
        return anna.http()
                .post(
                        "/v1/files/" + file + "/versions",
                        "{\"receipt\": \"%s\", \"conflict\": \"keep-both\"}".formatted(Receipts.of(anna, digit)),
                        "If-Match",
                        base);
    }

    @Test
    void theEmptiedTrashIsTidiedUpInTheBackground() {
        String docs = folder(anna.root(), "docs");
        String inner = folder(docs, "inner");
        String deep = file(inner, "deep.txt", "a");
        file(docs, "a.txt", "a");
        String alone = file(anna.root(), "alone.txt", "b");
        anna.http().put("/v1/nodes/" + deep + "/trash", null);
        anna.http().put("/v1/nodes/" + docs + "/trash", null);
        anna.http().put("/v1/nodes/" + alone + "/trash", null);
        Answer emptied = anna.http().delete("/v1/trash");
        assertThat(emptied.status()).isEqualTo(202);
        refused(anna.http().delete("/v1/nodes/" + docs + "/trash"), 404, "node-not-found");
        refused(anna.http().put("/v1/nodes/" + inner + "/name", "{\"name\": \"x\"}"), 404, "node-not-found");
        Await.until(
                Duration.ofSeconds(20),
                "all purges have ended",
                () -> anna.http()
                        .get("/v1/purges")
                        .body()
                        .path("items")
                        .valueStream()
                        .allMatch(purge -> !purge.path("finishedAt").isNull()
                                && purge.path("removed").asLong()
                                        == purge.path("total").asLong()));
        assertThat(anna.http()
                        .get("/v1/purges")
                        .body()
                        .path("items")
                        .valueStream()
                        .mapToLong(purge -> purge.path("removed").asLong())
                        .sum())
                .isEqualTo(5);
        assertThat(ben.http().get("/v1/purges").body().path("items").size()).isZero();
    }
}
