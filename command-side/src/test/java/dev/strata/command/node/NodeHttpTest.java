package dev.strata.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeHttpTest {
    private final User anna = Http.newUser();

    private Answer folder(String parent, String name) {
        return anna.http().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(parent, name));
    }

    private Answer file(String name, String digit) {
        return anna.http().post("/v1/files", """
                {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(anna.root(), name, Receipts.of(anna, digit)));
    }

    private Answer version(String file, String digit, String base, String conflict) {
        return anna.http()
                .post(
                        "/v1/files/" + file + "/versions",
                        """
                        {"receipt": "%s", "conflict": "%s"}""".formatted(Receipts.of(anna, digit), conflict),
                        "If-Match",
                        base);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).as("%s", answer.body()).isEqualTo(code);
        assertThat(answer.text("traceId")).hasSize(32);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aFolderIsCreatedAndRenamedAndMoved() {
        Answer docs = folder(anna.root(), "docs");
        assertThat(docs.status()).isEqualTo(201);
        assertThat(docs.etag()).isEqualTo("\"1\"");
        Answer renamed = anna.http().put("/v1/nodes/" + docs.text("id") + "/name", "{\"name\": \"papers\"}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("name")).isEqualTo("papers");
        assertThat(renamed.etag()).isEqualTo("\"2\"");
        String other = folder(anna.root(), "other").text("id");
        Answer moved =
                anna.http().put("/v1/nodes/" + docs.text("id") + "/parent", "{\"parentId\": \"%s\"}".formatted(other));
        assertThat(moved.text("parentId")).isEqualTo(other);
    }

    @Test
    void namesThatDifferOnlyInCaseOrNormalFormAreOneName() {
        assertThat(folder(anna.root(), "Caf\\u00e9").status()).isEqualTo(201);
        refused(folder(anna.root(), "CAFE\\u0301"), 409, "name-taken");
        assertThat(folder(anna.root(), "Stra\\u00dfe").status()).isEqualTo(201);
        refused(folder(anna.root(), "STRASSE"), 409, "name-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\u0000b", "a\\nb", "\\ud800"})
    void namesThatNoFileSystemHoldsAreRefused(String name) {
        refused(folder(anna.root(), name), 400, "invalid-value");
    }

    @Test
    void aNameHas255BytesAtMost() {
        assertThat(folder(anna.root(), "x".repeat(255)).status()).isEqualTo(201);
        refused(folder(anna.root(), "y".repeat(256)), 400, "invalid-value");
        refused(folder(anna.root(), "\\u00e9".repeat(128)), 400, "invalid-value");
    }

    @Test
    void aNameThatWindowsCannotHoldIsTakenWithAWarning() {
        Answer answer = folder(anna.root(), "aux.txt");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("warnings").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/folders            | {"parentId": 7, "name": "x"}                      | parentId: must be an id
                    /v1/folders            | {"parentId": "7", "name": "x"}                    | parentId: must be an id
                    /v1/folders            | {"parentId": "#", "name": ["x"]}                  | must be an id
                    /v1/folders            | []                                                | must be an object
                    /v1/batch              | {"commands": "x"}                                 | commands: must be a list
                    /v1/batch              | {"commands": [{"command": "fly"}]}                | commands.[0]: there is no such kind: fly
                    /v1/batch              | {"commands": [{}]}                                | commands.[0]: the field
                    /v1/undo               | {"from": "yesterday"}                             | from: must be an instant
                    /v1/batch              | {"atomic": "perhaps", "commands": []}             | atomic: must be true or false""")
    void whatIsOfTheWrongTypeIsExplainedInTheWordsOfJson(String path, String body, String detail) {
        Answer answer = anna.http().post(path, body);
        refused(answer, 400, "wrong-type");
        assertThat(answer.text("detail")).contains(detail).doesNotContain("java", "dev.strata", "`");
    }

    @Test
    void bodiesThatAreNotUnderstoodAreRefused() {
        refused(anna.http().post("/v1/folders", "{\"name\": \"x\"}"), 400, "missing-field");
        refused(anna.http().post("/v1/folders", "{\"parentId\": null, \"name\": \"x\"}"), 400, "missing-field");
        refused(anna.http().post("/v1/folders", "{\"parentId\": 7, \"name\": \"x\"}"), 400, "wrong-type");
        refused(anna.http().post("/v1/folders", "{\"parentId\": \"7\", \"name\": \"x\"}"), 400, "wrong-type");
        refused(anna.http().post("/v1/folders", """
                        {"parentId": "%s", "name": "x", "owner": "me"}""".formatted(anna.root())), 400, "unknown-field");
        refused(anna.http().post("/v1/folders", "{"), 400, "malformed-json");
        refused(anna.http().post("/v1/folders", "{\"name\": \"" + "x".repeat(1 << 20) + "\"}"), 413, "body-too-large");
        refused(anna.http().put("/v1/nodes/17/name", "{\"name\": \"x\"}"), 400, "invalid-value");
    }

    @Test
    void versionsAreAddedAndRestored() {
        Answer created = file("a.txt", "a");
        String id = created.text("id");
        Answer second = version(id, "b", created.etag(), "fail");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("contentVersion").asInt()).isEqualTo(2);
        Answer restored = anna.http().post("/v1/files/" + id + "/versions/1/restore", "");
        assertThat(restored.body().path("contentVersion").asInt()).isEqualTo(3);
        assertThat(restored.text("sha256")).isEqualTo("a".repeat(64));
    }

    @Test
    void sameContentIsNoNewVersion() {
        Answer created = file("a.txt", "a");
        Answer again = version(created.text("id"), "a", created.etag(), "fail");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.etag()).isEqualTo(created.etag());
    }

    @Test
    void anOldBaseIsToldWhatIsThereNow() {
        Answer created = file("a.txt", "a");
        version(created.text("id"), "b", created.etag(), "fail");
        Answer late = version(created.text("id"), "c", created.etag(), "fail");
        refused(late, 412, "version-conflict");
        assertThat(late.body().path("head").path("version").asInt()).isEqualTo(2);
    }

    @Test
    void keepBothStoresTheSecondContentBeside() {
        Answer created = file("a.txt", "a");
        version(created.text("id"), "b", created.etag(), "fail");
        Answer beside = version(created.text("id"), "c", created.etag(), "keep-both");
        assertThat(beside.status()).isEqualTo(201);
        assertThat(beside.text("id")).isNotEqualTo(created.text("id"));
        assertThat(beside.text("name")).startsWith("a (conflict ").endsWith(").txt");
    }

    @Test
    void overwriteIsTheLastWriteThatWins() {
        Answer created = file("a.txt", "a");
        version(created.text("id"), "b", created.etag(), "fail");
        assertThat(version(created.text("id"), "c", created.etag(), "overwrite")
                        .body()
                        .path("contentVersion")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void keepBothFindsAFreeName() {
        file("a.txt", "a");
        Answer beside = anna.http().post("/v1/files", """
                {"parentId": "%s", "name": "A.txt", "receipt": "%s", "conflict": "keep-both"}""".formatted(anna.root(), Receipts.of(anna, "b")));
        assertThat(beside.text("name")).isEqualTo("A (2).txt");
    }

    /** Nobody's upload is refused for a name that was free when it was looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"keep-both", "overwrite"})
    void manyUploadsOfOneNameAtOnceAllFindAPlace(String policy) throws InterruptedException {
        List<Answer> answers = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String receipt = Receipts.of(anna, Integer.toHexString(i));
            threads.add(Thread.startVirtualThread(() ->
                    answers.add(anna.http().post("/v1/files", """
                    {"parentId": "%s", "name": "a.txt", "receipt": "%s", "conflict": "%s"}""".formatted(anna.root(), receipt, policy)))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(answer -> answer.text("id")).distinct())
                .hasSize(policy.equals("overwrite") ? 1 : 6);
    }

    /** The content is under the name that it was sent for, also if the file of that name is being renamed. */
    @Test
    void anUploadOverAFileThatSomebodyIsRenamingKeepsItsName() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            String name = "a %d.txt".formatted(i);
            String there = file(name, "a").text("id");
            String other = "{\"name\": \"renamed %d.txt\"}".formatted(i);
            Thread renaming = Thread.startVirtualThread(() -> anna.http().put("/v1/nodes/" + there + "/name", other));
            Answer upload = anna.http().post("/v1/files", """
                    {"parentId": "%s", "name": "%s", "receipt": "%s", "conflict": "overwrite"}""".formatted(anna.root(), name, Receipts.of(anna, "b")));
            renaming.join();
            assertThat(upload.text("name")).isEqualTo(name);
        }
    }

    /** It is the file that the client knows of, not the folder of a copy that he has not asked for. */
    @Test
    void aConflictCopyInAFolderThatSomebodyThrowsAwayIsThereOrSaysThatTheFileIsNot() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            String folder = folder(anna.root(), "thrown " + i).text("id");
            String file = anna.http()
                    .post("/v1/files", """
                    {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(folder, Receipts.of(anna, "a")))
                    .text("id");
            anna.http().post("/v1/files/" + file + "/versions", """
                    {"receipt": "%s", "conflict": "overwrite"}""".formatted(Receipts.of(anna, "b")));
            Thread trashing = Thread.startVirtualThread(() -> anna.http().put("/v1/nodes/" + folder + "/trash", null));
            Answer copy = anna.http()
                    .post(
                            "/v1/files/" + file + "/versions",
                            """
                    {"receipt": "%s", "conflict": "keep-both"}""".formatted(Receipts.of(anna, "c")),
                            "If-Match",
                            "\"1\"");
            trashing.join();
            if (copy.status() != 201) {
                refused(copy, 409, "node-trashed");
            }
        }
    }

    @Test
    void aCopyOfWhatSomebodyIsChangingIsMade() throws InterruptedException {
        String source = file("a.txt", "a").text("id");
        for (int i = 0; i < 20; i++) {
            String name = "{\"name\": \"renamed %d.txt\"}".formatted(i);
            Thread renaming = Thread.startVirtualThread(() -> anna.http().put("/v1/nodes/" + source + "/name", name));
            Answer copy = anna.http().post("/v1/nodes/" + source + "/copies", """
                    {"parentId": "%s", "name": "copy %d.txt"}""".formatted(anna.root(), i));
            renaming.join();
            assertThat(copy.status()).as("%s", copy.body()).isEqualTo(201);
        }
    }

    @Test
    void aCopyIntoAFolderThatSomebodyThrowsAwayIsThereOrSaysSo() throws InterruptedException {
        String source = file("a.txt", "a").text("id");
        for (int i = 0; i < 20; i++) {
            String folder = folder(anna.root(), "folder " + i).text("id");
            Thread trashing = Thread.startVirtualThread(() -> anna.http().put("/v1/nodes/" + folder + "/trash", null));
            Answer copy = anna.http().post("/v1/nodes/" + source + "/copies", """
                    {"parentId": "%s", "name": "copy"}""".formatted(folder));
            trashing.join();
            if (copy.status() != 201) {
                refused(copy, 409, "parent-trashed");
            }
        }
    }

    @Test
    void aVersionWithoutABaseIsRefused() {
        Answer created = file("a.txt", "a");
        Answer answer = anna.http()
                .post("/v1/files/" + created.text("id") + "/versions", """
                {"receipt": "%s"}""".formatted(Receipts.of(anna, "b")));
        refused(answer, 428, "base-version-required");
    }

    @Test
    void receiptsThatAreNotGenuineAreRefused() {
        String good = Receipts.of(anna, "a");
        for (String bad : new String[] {
            good.substring(0, good.length() - 4) + "AAAA", "nonsense", Receipts.of(Http.newUser(), "a")
        }) {
            refused(anna.http().post("/v1/files", """
                            {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(anna.root(), bad)), 422, "invalid-receipt");
        }
        String late = Receipts.of(anna.accountId(), anna.spaceId(), "a", Duration.ofSeconds(-1));
        refused(anna.http().post("/v1/files", """
                        {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(anna.root(), late)), 422, "expired-receipt");
    }

    @Test
    void theTrashFreesTheNameAndGivesItBack() {
        Answer first = file("a.txt", "a");
        anna.http().put("/v1/nodes/" + first.text("id") + "/trash", null);
        Answer second = file("a.txt", "b");
        assertThat(second.status()).isEqualTo(201);
        refused(anna.http().delete("/v1/nodes/" + first.text("id") + "/trash"), 409, "name-taken");
        Answer back = anna.http().send("DELETE", "/v1/nodes/" + first.text("id") + "/trash", "{\"name\": \"b.txt\"}");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.text("name")).isEqualTo("b.txt");
    }

    @Test
    void purgeTakesATreeAwayForGood() {
        String docs = folder(anna.root(), "docs").text("id");
        String inner = folder(docs, "inner").text("id");
        refused(anna.http().delete("/v1/nodes/" + docs), 409, "node-not-trashed");
        anna.http().put("/v1/nodes/" + docs + "/trash", null);
        refused(anna.http().put("/v1/nodes/" + inner + "/name", "{\"name\": \"x\"}"), 409, "node-trashed");
        assertThat(anna.http().delete("/v1/nodes/" + docs).status()).isEqualTo(204);
        refused(anna.http().put("/v1/nodes/" + inner + "/name", "{\"name\": \"x\"}"), 404, "node-not-found");
        refused(folder(inner, "y"), 404, "parent-not-found");
    }

    @Test
    void anotherAccountsNodeDoesNotExist() {
        String id = file("a.txt", "a").text("id");
        User eve = Http.newUser();
        refused(eve.http().put("/v1/nodes/" + id + "/name", "{\"name\": \"x\"}"), 404, "node-not-found");
        refused(eve.http().put("/v1/nodes/" + id + "/trash", null), 404, "node-not-found");
        refused(eve.http().delete("/v1/nodes/" + id), 404, "node-not-found");
        refused(eve.http().post("/v1/files/" + id + "/versions/1/restore", ""), 404, "node-not-found");
        refused(
                eve.http().put("/v1/nodes/" + id + "/parent", "{\"parentId\": \"%s\"}".formatted(eve.root())),
                404,
                "node-not-found");
        refused(
                eve.http().put("/v1/nodes/" + id + "/grants/" + eve.accountId(), "{\"role\": \"owner\"}"),
                404,
                "node-not-found");
        refused(eve.http().post("/v1/folders", """
                {"parentId": "%s", "name": "x"}""".formatted(anna.root())), 404, "parent-not-found");
    }

    @Test
    void aPathLeadsToWhereAnUploadWouldGo() {
        String docs = folder(anna.root(), "docs").text("id");
        Answer free = anna.http().post("/v1/placements", "{\"path\": \"/Docs/new.txt\"}");
        assertThat(free.text("parentId")).isEqualTo(docs);
        assertThat(free.body().path("nodeId").isNull()).isTrue();
        assertThat(free.body().path("manifestId").isNull()).isTrue();
        refused(anna.http().post("/v1/placements", "{\"path\": \"docs\"}"), 409, "not-a-file");
        refused(anna.http().post("/v1/placements", "{\"path\": \"nowhere/a\"}"), 404, "parent-not-found");
        refused(anna.http().post("/v1/placements", "{\"path\": \"docs/../a\"}"), 400, "invalid-value");
        String file = file("a.txt", "a").text("id");
        assertThat(anna.http().post("/v1/placements", "{\"path\": \"A.TXT\"}").text("nodeId"))
                .isEqualTo(file);
        assertThat(anna.http().post("/v1/placements", "{\"path\": \"a.txt\"}").text("manifestId"))
                .matches("[0-9a-f]{64}");
        refused(anna.http().post("/v1/placements", "{\"path\": \"a.txt/b\"}"), 409, "not-a-folder");
    }

    @Test
    void anUploadTokenFinishesAnUploadAndDoesNothingElse() {
        Answer placement = anna.http().post("/v1/placements", "{\"path\": \"a.txt\"}");
        Http gateway = Http.with(placement.text("uploadToken"));
        Answer created = gateway.post("/v1/files", """
                {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(anna.root(), Receipts.of(anna, "a")));
        assertThat(created.status()).isEqualTo(201);
        refused(gateway.get("/v1/me"), 403, "forbidden");
        refused(gateway.delete("/v1/nodes/" + created.text("id")), 403, "forbidden");
        refused(gateway.post("/v1/files/" + created.text("id") + "/versions/1/restore", ""), 403, "forbidden");
        refused(gateway.delete("/v1/tokens"), 403, "forbidden");
        refused(gateway.post("/v1/placements", "{\"path\": \"b.txt\"}"), 403, "forbidden");
    }
}
