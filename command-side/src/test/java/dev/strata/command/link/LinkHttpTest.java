package dev.strata.command.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.signing.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class LinkHttpTest {
    private static final Http STRANGER = Http.anonymous();

    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final String docs = folder(anna.root(), "docs");
    private final String file = file(docs, "a.txt");

    private String folder(String parent, String name) {
        return anna.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, name))
                .text("id");
    }

    private String file(String parent, String name) {
        return anna.http()
                .post("/v1/files", """
                        {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(parent, name, receipt("a")))
                .text("id");
    }

    private String receipt(String digit) {
        return Receipts.of(anna, digit);
    }

    private Answer link(String node, String terms) {
        return anna.http().post("/v1/nodes/" + node + "/links", "{%s}".formatted(terms));
    }

    private static String asked(LinkAct act, String token, @Nullable String pass, @Nullable String node) {
        CommandSideProcess process = CommandSideProcess.shared();
        String question = new SignedStatements<>(
                        process.bean(SigningKeys.class).secret("link"),
                        "link question",
                        LinkQuestion.class,
                        process.bean(JsonMapper.class),
                        Clock.systemUTC())
                .sign(
                        new LinkQuestion(token, pass, act, node == null ? null : NodeId.of(node), "192.0.2.7"),
                        Duration.ofMinutes(1));
        return question;
    }

    private static Answer ask(LinkAct act, String token, @Nullable String pass, @Nullable String node) {
        return STRANGER.post(
                "/v1/links/side/admissions", "{\"question\": \"%s\"}".formatted(asked(act, token, pass, node)));
    }

    private static Answer look(Answer link) {
        return ask(LinkAct.LOOK, link.text("token"), null, null);
    }

    private static void hasEnded(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("link-not-found");
    }

    @Test
    void aLinkOpensItsNodeAndWhatIsBelow() {
        Answer link = link(docs, "\"role\": \"viewer\"");
        assertThat(link.status()).isEqualTo(201);
        assertThat(link.text("url")).endsWith("/s/" + link.text("token"));
        assertThat(look(link).text("maker")).isEqualTo(anna.accountId());
        assertThat(ask(LinkAct.LOOK, link.text("token"), null, file).status()).isEqualTo(200);
        String outside = file(anna.root(), "secret.txt");
        assertThat(ask(LinkAct.LOOK, link.text("token"), null, outside).text("code"))
                .isEqualTo("node-not-found");
        assertThat(ask(LinkAct.LOOK, link.text("token"), null, anna.root()).text("code"))
                .isEqualTo("node-not-found");
    }

    @Test
    void theTokenIsNowhereButInTheAnswer() {
        Answer link = link(docs, "\"role\": \"viewer\", \"password\": \"open sesame\"");
        JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
        assertThat(jdbc.sql("SELECT count(*) FROM command.link l WHERE strpos(CAST(l AS text), ?) > 0")
                        .param(link.text("token"))
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM log.event e
                         WHERE strpos(convert_from(payload, 'UTF8'), ?) > 0
                            OR strpos(convert_from(payload, 'UTF8'), 'sesame') > 0
                            OR strpos(convert_from(payload, 'UTF8'), 'argon') > 0""").param(link.text("token")).query(Integer.class).single())
                .isZero();
        assertThat(anna.http().get("/v1/links").response().body()).doesNotContain(link.text("token"));
    }

    @Test
    void onlyAnOwnerMakesSeesChangesAndEndsLinks() {
        assertThat(ben.http()
                        .post("/v1/nodes/" + docs + "/links", "{\"role\": \"viewer\"}")
                        .status())
                .isEqualTo(404);
        anna.http().put("/v1/nodes/" + docs + "/grants/" + ben.accountId(), "{\"role\": \"editor\"}");
        assertThat(ben.http()
                        .post("/v1/nodes/" + docs + "/links", "{\"role\": \"viewer\"}")
                        .status())
                .isEqualTo(403);
        String id = link(docs, "\"role\": \"viewer\"").text("linkId");
        assertThat(ben.http().get("/v1/nodes/" + docs + "/links").status()).isEqualTo(403);
        assertThat(ben.http().put("/v1/links/" + id, "{\"role\": \"editor\"}").status())
                .isEqualTo(403);
        assertThat(ben.http().delete("/v1/links/" + id).status()).isEqualTo(403);
        assertThat(ben.http().get("/v1/links").body().path("items")).isEmpty();
        assertThat(anna.http()
                        .get("/v1/nodes/" + docs + "/links")
                        .body()
                        .path("items")
                        .get(0)
                        .path("linkId")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(link(docs, "\"role\": \"owner\"").status()).isEqualTo(400);
        assertThat(link(docs, "\"role\": \"viewer\", \"maxDownloads\": 0").status())
                .isEqualTo(400);
        assertThat(link(docs, "\"role\": \"viewer\", \"expiresAt\": \"2020-01-01T00:00:00Z\"")
                        .text("code"))
                .isEqualTo("link-ended");
        assertThat(link(file, "\"role\": \"viewer\", \"uploadOnly\": true").text("code"))
                .isEqualTo("link-needs-folder");
        assertThat(link(docs, "\"role\": \"viewer\", \"password\": \"%s\"".formatted("x".repeat(1_001)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void itEndsAtOnceWhenItIsRevokedOrItsNodeTrashed() {
        Answer one = link(docs, "\"role\": \"viewer\"");
        Answer other = link(docs, "\"role\": \"viewer\"");
        assertThat(anna.http().delete("/v1/links/" + one.text("linkId")).status())
                .isEqualTo(204);
        hasEnded(look(one));
        assertThat(look(other).status()).isEqualTo(200);
        anna.http().put("/v1/nodes/" + docs + "/trash", null);
        hasEnded(look(other));
        anna.http().delete("/v1/nodes/" + docs + "/trash");
        assertThat(look(other).status()).isEqualTo(200);
        hasEnded(ask(LinkAct.LOOK, "x".repeat(32), null, null));
        hasEnded(ask(LinkAct.LOOK, "no token", null, null));
    }

    @Test
    void itEndsWhenItExpires() throws InterruptedException {
        Answer link = link(docs, "\"role\": \"viewer\"");
        Instant end = Instant.now().plusMillis(500);
        assertThat(anna.http()
                        .put(
                                "/v1/links/" + link.text("linkId"),
                                "{\"role\": \"viewer\", \"expiresAt\": \"%s\"}".formatted(end))
                        .status())
                .isEqualTo(200);
        while (Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        hasEnded(look(link));
    }

    @Test
    void itEndsWhenItsMakerLosesTheRight() {
        String grant = "/v1/nodes/" + docs + "/grants/" + ben.accountId();
        anna.http().put(grant, "{\"role\": \"owner\"}");
        Answer link = ben.http().post("/v1/nodes/" + docs + "/links", "{\"role\": \"viewer\"}");
        assertThat(look(link).status()).isEqualTo(200);
        anna.http().put(grant, "{\"role\": \"editor\"}");
        hasEnded(look(link));
        anna.http().put(grant, "{\"role\": \"owner\"}");
        assertThat(look(link).status()).isEqualTo(200);
        anna.http().delete(grant);
        hasEnded(look(link));
        assertThat(ben.http().delete("/v1/links/" + link.text("linkId")).status())
                .isEqualTo(204);
    }

    @Test
    void ofAHundredAtOnceOneGetsTheLastDownload() throws Exception {
        Answer link = link(file, "\"role\": \"viewer\", \"maxDownloads\": 1");
        String token = link.text("token");
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tries.add(() -> ask(LinkAct.DOWNLOAD, token, null, null).status());
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Integer> answer : threads.invokeAll(tries)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 404).hasSize(99);
        assertThat(anna.http()
                        .get("/v1/links")
                        .body()
                        .path("items")
                        .get(0)
                        .path("downloads")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theFirstUseAndTheLastAreOneEventEach() {
        Answer link = link(file, "\"role\": \"viewer\", \"maxDownloads\": 2");
        String token = link.text("token");
        ask(LinkAct.ASK, token, null, null);
        ask(LinkAct.LOOK, token, null, null);
        ask(LinkAct.LOOK, token, null, null);
        ask(LinkAct.DOWNLOAD, token, null, null);
        ask(LinkAct.DOWNLOAD, token, null, null);
        assertThat(CommandSideProcess.shared()
                        .bean(JdbcClient.class)
                        .sql("""
                        SELECT payload_type FROM log.event WHERE aggregate_identifier = ? ORDER BY sequence_number""")
                        .param(link.text("linkId"))
                        .query(String.class)
                        .list())
                .map(type -> String.valueOf(type).replaceAll(".*\\$", ""))
                .containsExactly("LinkCreated", "LinkOpened", "LinkUsedUp");
    }

    @Test
    void aPasswordIsAskedForAndItsPassEndsWithIt() {
        Answer link = link(docs, "\"role\": \"viewer\", \"password\": \"open sesame\"");
        String token = link.text("token");
        assertThat(ask(LinkAct.ASK, token, null, null).body().path("locked").asBoolean())
                .isTrue();
        assertThat(look(link).text("code")).isEqualTo("link-password-needed");
        assertThat(unlock(token, "close sesame").text("code")).isEqualTo("wrong-password");
        String pass = unlock(token, "open sesame").text("pass");
        assertThat(ask(LinkAct.LOOK, token, pass, null).status()).isEqualTo(200);
        Answer other = link(docs, "\"role\": \"viewer\", \"password\": \"open sesame\"");
        assertThat(ask(LinkAct.LOOK, other.text("token"), pass, null).status()).isEqualTo(403);
        String path = "/v1/links/" + link.text("linkId");
        anna.http().put(path, "{\"role\": \"viewer\", \"password\": \"new sesame\"}");
        assertThat(ask(LinkAct.LOOK, token, pass, null).status()).isEqualTo(403);
        anna.http().put(path, "{\"role\": \"viewer\", \"password\": \"\"}");
        assertThat(look(link).status()).isEqualTo(200);
        assertThat(unlock(token, "new sesame").text("code")).isEqualTo("link-not-locked");
        hasEnded(unlock("x".repeat(32), "new sesame"));
    }

    private static Answer unlock(String token, String password) {
        return STRANGER.post("/v1/public/" + token + "/password", "{\"password\": \"%s\"}".formatted(password));
    }

    @Test
    void whoeverGuessesIsSlowedDownEvenWithTheRightOne() {
        String token = link(docs, "\"role\": \"viewer\", \"password\": \"open sesame\"")
                .text("token");
        for (int i = 0; i < Guesses.FROM_ADDRESS_MAX; i++) {
            assertThat(unlock(token, "guess " + i).status()).isEqualTo(403);
        }
        Answer answer = unlock(token, "open sesame");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aFileRequestTakesFilesAndShowsNothing() {
        String token = link(docs, "\"role\": \"viewer\", \"uploadOnly\": true").text("token");
        assertThat(ask(LinkAct.LOOK, token, null, null).text("code")).isEqualTo("link-forbids");
        assertThat(ask(LinkAct.DOWNLOAD, token, null, file).text("code")).isEqualTo("link-forbids");
        assertThat(ask(LinkAct.EDIT, token, null, file).text("code")).isEqualTo("link-forbids");
        Answer answer = STRANGER.post(
                "/v1/links/side/contents", """
                {"question": "%s", "name": "a.txt", "receipt": "%s", "keepBoth": false, "base": null}""".formatted(asked(LinkAct.UPLOAD, token, null, null), receipt("b")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("name")).isEqualTo("a.txt");
        assertThat(answer.body().path("id").isNull()).isTrue();
        assertThat(rename(token, file, "b.txt").text("code")).isEqualTo("link-forbids");
        assertThat(CommandSideProcess.shared()
                        .bean(JdbcClient.class)
                        .sql("SELECT name_key FROM command.node WHERE parent_id = CAST(? AS uuid)")
                        .param(docs)
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("a.txt", "a (2).txt");
    }

    private static Answer rename(String token, String node, String name) {
        return STRANGER.put("/v1/public/" + token + "/nodes/" + node + "/name", "{\"name\": \"%s\"}".formatted(name));
    }

    @Test
    void anEditorChangesWhatIsBelowAndTheEventsNameTheLink() {
        Answer link = link(docs, "\"role\": \"editor\"");
        String token = link.text("token");
        assertThat(rename(token, file, "b.txt").text("name")).isEqualTo("b.txt");
        assertThat(rename(token, docs, "mine").text("code")).isEqualTo("link-forbids");
        assertThat(rename(token, anna.root(), "mine").text("code")).isEqualTo("node-not-found");
        Answer inner = STRANGER.post("/v1/public/" + token + "/nodes/" + docs + "/folders", "{\"name\": \"in\"}");
        assertThat(inner.status()).isEqualTo(201);
        Answer replaced = STRANGER.post(
                "/v1/links/side/contents", """
                {"question": "%s", "name": null, "receipt": "%s", "keepBoth": false, "base": null}""".formatted(asked(LinkAct.EDIT, token, null, file), receipt("c")));
        assertThat(replaced.text("sha256")).isEqualTo("c".repeat(64));
        assertThat(CommandSideProcess.shared()
                        .bean(JdbcClient.class)
                        .sql("""
                        SELECT convert_from(meta_data, 'UTF8') FROM log.event
                         WHERE aggregate_identifier = ? AND sequence_number > 0""")
                        .param(file)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(metadata -> assertThat(metadata)
                        .contains("\"link\":\"" + link.text("linkId") + "\"", anna.accountId())
                        .doesNotContain("192.0.2.7", "127.0.0.1"));
        String viewer = link(docs, "\"role\": \"viewer\"").text("token");
        assertThat(rename(viewer, file, "c.txt").text("code")).isEqualTo("link-forbids");
    }

    @Test
    void whatStrangersDidIsUndoneByTheirLinkAndNotByTheMakersName() {
        Answer link = link(docs, "\"role\": \"editor\"");
        rename(link.text("token"), file, "b.txt");
        String since = "\"from\": \"2020-01-01T00:00:00Z\", \"node\": \"%s\", \"kinds\": [\"rename\"]".formatted(docs);
        String byActor = "{%s, \"actor\": \"%s\"}".formatted(since, anna.accountId());
        String byLink = "{%s, \"link\": \"%s\"}".formatted(since, link.text("linkId"));
        assertThat(anna.http().post("/v1/undo", byActor).response().body()).doesNotContain("b.txt");
        assertThat(anna.http().post("/v1/undo", byLink).response().body()).contains("a.txt");
    }

    @Test
    void onlySidesAskForStrangers() {
        Answer answer = STRANGER.post("/v1/links/side/admissions", "{\"question\": \"made.up.text\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("not-a-side");
    }

    @Test
    void aReceiptOfSomebodyElseIsNoContent() {
        String token = link(docs, "\"role\": \"editor\"").text("token");
        Answer answer = STRANGER.post("/v1/links/side/contents", """
                {"question": "%s", "name": "x.txt", "receipt": "%s", "keepBoth": false, "base": null}""".formatted(
                        asked(LinkAct.UPLOAD, token, null, docs), Receipts.of(ben, "d")));
        assertThat(answer.text("code")).isEqualTo("invalid-receipt");
    }

    @Test
    void erasureEndsTheLinksOfAnAccount() {
        Answer link = link(docs, "\"role\": \"viewer\"");
        anna.http()
                .send("DELETE", "/v1/accounts/" + anna.accountId(), "{\"password\": \"correct horse battery staple\"}");
        hasEnded(look(link));
    }

    @Test
    void listsHavePages() {
        for (int i = 0; i < 3; i++) {
            link(docs, "\"role\": \"viewer\"");
        }
        Answer first = anna.http().get("/v1/links?limit=2");
        assertThat(first.body().path("items")).hasSize(2);
        Answer second = anna.http().get("/v1/links?limit=2&cursor=" + first.text("nextCursor"));
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(anna.http().get("/v1/links?limit=1001").text("code")).isEqualTo("invalid-limit");
    }
}
