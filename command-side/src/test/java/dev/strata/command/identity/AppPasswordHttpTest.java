package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.platform.session.EndedSessions;
import dev.strata.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AppPasswordHttpTest {
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User anna = Http.newUser();

    private static Answer make(Http who, String scopes) {
        return who.post("/v1/me/app-passwords", "{\"name\": \"backup\", \"scopes\": [%s]}".formatted(scopes));
    }

    private static Answer exchange(String login, String secret) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "appPassword": "%s"}""".formatted(login, secret));
    }

    private Http app(String scopes) {
        Answer made = make(anna.http(), scopes);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return Http.with(exchange(anna.login(), made.text("secret")).text("accessToken"));
    }

    private static Answer folder(Http who, User of) {
        return who.post("/v1/folders", """
                {"parentId": "%s", "name": "f%s"}""".formatted(of.root(), UUID.randomUUID()));
    }

    private static JsonNode listed(User who) {
        return who.http().get("/v1/me/app-passwords").body().path("items");
    }

    @Test
    void itIsToldOnceAndExchangedForATokenWithoutARefreshToken() {
        Answer made = make(anna.http(), "\"write\"");
        String secret = made.text("secret");
        assertThat(secret).matches("strata_app_[A-Za-z0-9_-]{32}");
        assertThat(made.body().path("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(listed(anna).get(0).path("usedAt").isNull()).isTrue();

        Answer tokens = exchange(anna.login().toUpperCase(java.util.Locale.ROOT), secret);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.body().path("refreshToken").isNull()).isTrue();
        assertThat(folder(Http.with(tokens.text("accessToken")), anna).status()).isEqualTo(201);

        JsonNode item = listed(anna).get(0);
        assertThat(item.path("name").asString()).isEqualTo("backup");
        assertThat(item.path("usedAt").asString()).isNotEmpty();
        assertThat(item.path("usedAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(anna.http().get("/v1/me/app-passwords").response().body()).doesNotContain(secret);
        assertThat(jdbc.sql("SELECT count(*) FROM command.app_password p WHERE strpos(CAST(p AS text), ?) > 0")
                        .param(secret)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void oneThatMayReadChangesNothing() {
        Http reader = app("\"read\"");
        assertThat(reader.get("/v1/me").status()).isEqualTo(200);
        Answer refused = folder(reader, anna);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("insufficient-scope");
        assertThat(reader.post("/v1/placements", "{\"path\": \"/a.txt\"}").text("code"))
                .isEqualTo("insufficient-scope");
        assertThat(reader.post("/v1/files", "{}").text("code")).isEqualTo("insufficient-scope");
        assertThat(folder(anna.http(), anna).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/me/app-passwords",
                "GET /v1/me/app-passwords",
                "DELETE /v1/me/app-passwords/11111111-1111-1111-1111-111111111111",
                "POST /v1/me/totp",
                "PUT /v1/me",
                "PUT /v1/me/password",
                "GET /v1/me/security-events",
                "GET /v1/me/",
                "GET /v1/sessions",
                "DELETE /v1/tokens",
                "DELETE /v1/accounts/%s",
                "GET /v1/admin/accounts",
                "GET /v1/links",
                "GET /v1/groups",
                "GET /v1/access-requests",
                "POST /v1/nodes/%s/links",
                "PUT /v1/nodes/%s/grants/%s",
                "PUT /v1/nodes/%s/hold",
                "POST /v1/devices"
            })
    void noneReachesAccountSessionsAdministrationOrSharing(String request) {
        String[] parts = request.replace("%s", anna.accountId()).split(" ");
        Answer answer = app("\"read\", \"write\"").send(parts[0], parts[1], parts[0].equals("GET") ? null : "{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("insufficient-scope");
    }

    @Test
    void anAdministratorsAppIsNoAdministrator() {
        jdbc.sql("UPDATE command.account SET role = 'admin' WHERE login = ?")
                .param(anna.login())
                .update();
        Http app = app("\"write\"");
        assertThat(app.get("/v1/admin/accounts").text("code")).isEqualTo("insufficient-scope");
    }

    @Test
    void aDeletedOneIsOverInThisProcessAndInOthers() {
        EndedSessions elsewhere = new EndedSessions(jdbc);
        elsewhere.start();
        Answer made = make(anna.http(), "\"write\"");
        Http app = Http.with(exchange(anna.login(), made.text("secret")).text("accessToken"));
        assertThat(app.get("/v1/me").status()).isEqualTo(200);
        String session = jdbc.sql("SELECT CAST(session_id AS text) FROM command.app_password WHERE app_password_id = ?")
                .param(UUID.fromString(made.text("id")))
                .query(String.class)
                .single();

        User eve = Http.newUser();
        String path = "/v1/me/app-passwords/" + made.text("id");
        assertThat(eve.http().delete(path).text("code")).isEqualTo("app-password-not-found");
        assertThat(app.get("/v1/me").status()).isEqualTo(200);
        assertThat(anna.http().delete(path).status()).isEqualTo(204);

        assertThat(app.get("/v1/me").status()).isEqualTo(401);
        Await.until(Duration.ofSeconds(30), "the other process knows", () -> elsewhere.contains(session));
        elsewhere.stop();
        assertThat(exchange(anna.login(), made.text("secret")).text("code")).isEqualTo("invalid-credentials");
        assertThat(listed(anna)).isEmpty();
        assertThat(anna.http().get("/v1/me/security-events").body().path("items").values().stream()
                        .map(item -> item.path("type").asString()))
                .startsWith("app-password-removed", "app-password-made");
    }

    @Test
    void itIsGoodForItsOwnLoginOnly() {
        String secret = make(anna.http(), "\"read\"").text("secret");
        User eve = Http.newUser();
        for (Answer answer : List.of(
                exchange(eve.login(), secret),
                exchange("nobody", secret),
                exchange(anna.login(), secret + "A"),
                exchange(anna.login(), secret.substring(0, secret.length() - 1)),
                exchange(anna.login(), "correct horse battery staple"))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("code")).isEqualTo("invalid-credentials");
        }
        assertThat(Http.anonymous()
                        .post("/v1/tokens", "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(anna.login(), secret))
                        .status())
                .isEqualTo(401);
    }

    private static Answer bind(Http who, String folder) {
        return who.post("/v1/me/app-passwords", """
                {"name": "camera", "scopes": ["write"], "folderId": "%s"}""".formatted(folder));
    }

    @Test
    void oneForAFolderStaysBoundToItHoweverOftenItIsExchanged() {
        String mine = folder(anna.http(), anna).text("id");
        Answer made = bind(anna.http(), mine);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("folderId")).isEqualTo(mine);
        assertThat(listed(anna).get(0).path("folderId").asString()).isEqualTo(mine);
        for (int i = 0; i < 2; i++) {
            Http app = Http.with(exchange(anna.login(), made.text("secret")).text("accessToken"));
            assertThat(app.get("/v1/me").status()).isEqualTo(200);
            assertThat(folder(app, anna).text("code")).isEqualTo("parent-not-found");
            assertThat(app.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"f%d\"}".formatted(mine, i))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void oneIsMadeForAFolderThatItsOwnerSees() {
        User eve = Http.newUser();
        String file = anna.http()
                .post("/v1/files", """
                {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(anna.root(), Receipts.of(anna, "a")))
                .text("id");
        assertThat(bind(anna.http(), eve.root()).text("code")).isEqualTo("node-not-found");
        assertThat(bind(anna.http(), UUID.randomUUID().toString()).text("code")).isEqualTo("node-not-found");
        assertThat(bind(anna.http(), file).text("code")).isEqualTo("not-a-folder");
        assertThat(listed(anna)).isEmpty();
        assertThat(bind(anna.http(), anna.root()).status()).isEqualTo(201);
    }

    @Test
    void itEndsWhenItWasToldTo() {
        Answer made = anna.http()
                .post("/v1/me/app-passwords", """
                {"name": "soon", "scopes": ["read"], "expiresAt": "%s"}""".formatted(Instant.now().plusSeconds(60)));
        assertThat(exchange(anna.login(), made.text("secret"))
                        .body()
                        .path("expiresIn")
                        .asLong())
                .isBetween(1L, 60L);
        jdbc.sql("UPDATE command.app_password SET expires_at = now() WHERE app_password_id = ?")
                .param(UUID.fromString(made.text("id")))
                .update();
        assertThat(exchange(anna.login(), made.text("secret")).text("code")).isEqualTo("invalid-credentials");
        assertThat(listed(anna)).isEmpty();
    }

    @Test
    void signingOutEverywhereEndsItsTokensButNotItself() {
        String secret = make(anna.http(), "\"read\"").text("secret");
        Http before = Http.with(exchange(anna.login(), secret).text("accessToken"));
        assertThat(before.get("/v1/me").status()).isEqualTo(200);
        assertThat(anna.http().delete("/v1/tokens?all=true").status()).isEqualTo(204);
        assertThat(before.get("/v1/me").status()).isEqualTo(401);
        Http after = Http.with(exchange(anna.login(), secret).text("accessToken"));
        assertThat(after.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aDisabledAccountGetsNoToken() {
        String secret = make(anna.http(), "\"read\"").text("secret");
        jdbc.sql("UPDATE command.account SET disabled_at = now() WHERE login = ?")
                .param(anna.login())
                .update();
        assertThat(exchange(anna.login(), secret).text("code")).isEqualTo("account-disabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"x\"}",
                "{\"name\": \"x\", \"scopes\": []}",
                "{\"name\": \"x\", \"scopes\": [\"admin\"]}",
                "{\"name\": \"x\", \"scopes\": [null]}",
                "{\"name\": \" \", \"scopes\": [\"read\"]}",
                "{\"name\": \"x\", \"scopes\": [\"read\"], \"path\": \"x\"}",
                "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"}"
            })
    void oddOnesAreNotMade(String body) {
        assertThat(anna.http().post("/v1/me/app-passwords", body).status()).isEqualTo(400);
        assertThat(listed(anna)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"login\": \"x\"}",
                "{\"login\": \"x\", \"password\": \"y\", \"appPassword\": \"z\"}",
                "{\"login\": \"x\", \"appPassword\": \"z\", \"code\": \"123456\"}"
            })
    void signInTakesOneKindOfPassword(String body) {
        assertThat(Http.anonymous().post("/v1/tokens", body).status()).isEqualTo(400);
    }

    @Test
    void thereAreAHundredAtMost() {
        make(anna.http(), "\"read\"");
        jdbc.sql("""
                        INSERT INTO command.app_password (app_password_id, account_id, session_id, name, secret_hash,
                            may_write, created_at)
                        SELECT gen_random_uuid(), account_id, gen_random_uuid(), name, gen_random_uuid(), false, now()
                          FROM command.app_password, generate_series(1, 99) WHERE account_id = CAST(? AS uuid)""").param(anna.accountId()).update();
        assertThat(make(anna.http(), "\"read\"").text("code")).isEqualTo("too-many-app-passwords");
        assertThat(listed(anna)).hasSize(100);
    }

    @Test
    void itNeedsNoCodeOfTheSecondFactorAndGoesWithTheAccount() {
        String secret = make(anna.http(), "\"read\"").text("secret");
        Authenticator app = Authenticator.of(anna.http()
                .post("/v1/me/totp", "{\"password\": \"correct horse battery staple\"}")
                .text("secret"));
        assertThat(anna.http()
                        .put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(app.code()))
                        .status())
                .isEqualTo(200);
        assertThat(exchange(anna.login(), secret).status()).isEqualTo(200);
        assertThat(anna.http()
                        .send(
                                "DELETE",
                                "/v1/accounts/" + anna.accountId(),
                                "{\"password\": \"correct horse battery staple\"}")
                        .status())
                .isEqualTo(204);
        assertThat(exchange(anna.login(), secret).text("code")).isEqualTo("invalid-credentials");
    }
}
