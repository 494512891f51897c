package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.platform.session.EndedSessions;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class SessionHttpTest {
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User anna = Http.newUser();

    private static Answer signIn(User who, String agent) {
        Answer answer = Http.anonymous().post("/v1/tokens", """
                        {"login": "%s", "password": "correct horse battery staple"}""".formatted(who.login()), "User-Agent", agent);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> notices(Http who) {
        return who.get("/v1/me/security-events?limit=50").body().path("items").values().stream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    @Test
    void anAccountSeesWhereItIsSignedIn() {
        Answer phone = signIn(anna, "phone/1\u00e9");
        Answer renewed = Http.anonymous()
                .post(
                        "/v1/tokens/refresh",
                        "{\"refreshToken\": \"%s\"}".formatted(phone.text("refreshToken")),
                        "User-Agent",
                        "phone/2");
        JsonNode items = Http.with(renewed.text("accessToken"))
                .get("/v1/sessions")
                .body()
                .path("items");

        assertThat(items).hasSize(2);
        JsonNode mine = items.get(0);
        assertThat(mine.path("mine").asBoolean()).isTrue();
        assertThat(mine.path("created").path("agent").asString()).startsWith("phone/1");
        assertThat(mine.path("used").path("agent").asString()).isEqualTo("phone/2");
        assertThat(mine.path("used").path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(items.get(1).path("mine").asBoolean()).isFalse();
    }

    @Test
    void anEndedSessionIsOverForBothOfItsTokens() {
        Answer phone = signIn(anna, "phone");
        String id = anna.http().get("/v1/sessions").body().path("items").values().stream()
                .filter(item -> !item.path("mine").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        assertThat(Http.with(phone.text("accessToken")).get("/v1/me").status()).isEqualTo(200);

        assertThat(anna.http().delete("/v1/sessions/" + id).status()).isEqualTo(204);

        Answer late = Http.with(phone.text("accessToken")).get("/v1/me");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.text("code")).isEqualTo("invalid-token");
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(phone.text("refreshToken")))
                        .status())
                .isEqualTo(401);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
        assertThat(anna.http().delete("/v1/sessions/" + id).text("code")).isEqualTo("session-not-found");
        assertThat(notices(anna.http())).startsWith("session-ended", "signed-in");
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        User eve = Http.newUser();
        String id = anna.http()
                .get("/v1/sessions")
                .body()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        assertThat(eve.http().delete("/v1/sessions/" + id).status()).isEqualTo(404);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anotherProcessRefusesItWithinSeconds() {
        EndedSessions elsewhere = new EndedSessions(jdbc);
        elsewhere.start();
        Answer phone = signIn(anna, "phone");
        Http mine = Http.with(phone.text("accessToken"));
        String id =
                mine.get("/v1/sessions").body().path("items").get(0).path("id").asString();
        assertThat(elsewhere.contains(id)).isFalse();
        assertThat(mine.delete("/v1/tokens").status()).isEqualTo(204);
        Await.until(Duration.ofSeconds(30), "the other process knows", () -> elsewhere.contains(id));
        assertThat(mine.get("/v1/me").status()).isEqualTo(401);
        elsewhere.stop();
    }

    @Test
    void aRefreshTokenThatIsUsedTwiceIsToldToTheOwner() {
        Answer phone = signIn(anna, "phone");
        String body = "{\"refreshToken\": \"%s\"}".formatted(phone.text("refreshToken"));
        Answer renewed = Http.anonymous().post("/v1/tokens/refresh", body);
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", body, "User-Agent", "thief")
                        .status())
                .isEqualTo(401);

        assertThat(Http.with(renewed.text("accessToken")).get("/v1/me").status())
                .isEqualTo(401);
        JsonNode notice =
                anna.http().get("/v1/me/security-events").body().path("items").get(0);
        assertThat(notice.path("type").asString()).isEqualTo("refresh-token-reused");
        assertThat(notice.path("agent").asString()).isEqualTo("thief");
    }

    @Test
    void noticesComeInPages() {
        signIn(anna, "one");
        signIn(anna, "two");
        Answer first = anna.http().get("/v1/me/security-events?limit=2");
        Answer second = anna.http().get("/v1/me/security-events?limit=2&cursor=" + first.text("nextCursor"));
        assertThat(first.body().path("items")).hasSize(2);
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(anna.http().get("/v1/me/security-events?limit=0").text("code"))
                .isEqualTo("invalid-limit");
        assertThat(anna.http().get("/v1/me/security-events?cursor=x").text("code"))
                .isEqualTo("invalid-cursor");
    }

    @Test
    void aRevokedDeviceHasNoTokenThatIsGood() {
        String device = anna.http()
                .post("/v1/devices", "{\"name\": \"laptop\", \"platform\": \"linux\"}")
                .text("deviceId");
        Answer tokens = Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "correct horse battery staple", "deviceId": "%s"}""".formatted(anna.login(), device));
        assertThat(anna.http().delete("/v1/devices/" + device).status()).isEqualTo(204);
        assertThat(Http.with(tokens.text("accessToken")).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void theOldestOfTooManySessionsEnds() {
        String first = UUID.randomUUID().toString();
        jdbc.sql("""
                        INSERT INTO command.session (session_id, account_id, created_at, used_at, expires_at)
                        SELECT CASE n WHEN 1 THEN CAST(? AS uuid) ELSE gen_random_uuid() END, CAST(? AS uuid), now(),
                            now() - make_interval(days => 2, secs => -n), now() + interval '1 day'
                          FROM generate_series(1, 199) n""").params(first, anna.accountId()).update();
        signIn(anna, "one too many");
        assertThat(CommandSideProcess.shared().bean(EndedSessions.class).contains(first))
                .isTrue();
        assertThat(anna.http().get("/v1/sessions").body().path("items")).hasSize(200);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
    }
}
