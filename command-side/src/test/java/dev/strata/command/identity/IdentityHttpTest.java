package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import io.jsonwebtoken.Jwts;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdentityHttpTest {
    private static Answer signUp(String login, String password) {
        return Http.anonymous().post("/v1/accounts", """
                {"login": "%s", "password": "%s"}""".formatted(login, password));
    }

    private static Answer signIn(String login, String password) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(login, password));
    }

    private static Answer refresh(String token) {
        return Http.anonymous().post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(token));
    }

    @Test
    void aLoginIsTakenWhateverItsCase() {
        User anna = Http.newUser();
        Answer twice = signUp(anna.login().toUpperCase(java.util.Locale.ROOT), "another password of hers");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("code")).isEqualTo("login-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "has space", "-first", "näme"})
    void loginsHaveAForm(String login) {
        assertThat(signUp(login, "correct horse battery staple").text("code")).isEqualTo("invalid-value");
    }

    @Test
    void passwordsHaveALengthAndAreNeverShown() {
        Answer answer = signUp("somebody" + UUID.randomUUID().toString().substring(0, 8), "tiny");
        assertThat(answer.text("code")).isEqualTo("password-refused");
        assertThat(answer.response().body()).doesNotContain("tiny").contains("15 to 256");
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginAreAnsweredAlike() {
        User anna = Http.newUser();
        Answer wrong = signIn(anna.login(), "wrong horse");
        Answer unknown = signIn("nobody-" + UUID.randomUUID(), "wrong horse");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.text("detail")).isEqualTo(unknown.text("detail"));
    }

    @Test
    void aRefreshTokenWorksOnceAndItsSecondUseEndsTheFamily() {
        User anna = Http.newUser();
        String first = signIn(anna.login(), "correct horse battery staple").text("refreshToken");
        Answer second = refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(refresh(first).status()).isEqualTo(401);
        assertThat(refresh(second.text("refreshToken")).text("code")).isEqualTo("invalid-refresh-token");
    }

    @Test
    void signOutEndsOneFamilyOrAll() {
        User anna = Http.newUser();
        Answer here = signIn(anna.login(), "correct horse battery staple");
        Answer there = signIn(anna.login(), "correct horse battery staple");
        assertThat(Http.with(here.text("accessToken")).delete("/v1/tokens").status())
                .isEqualTo(204);
        assertThat(refresh(here.text("refreshToken")).status()).isEqualTo(401);
        Answer stillThere = refresh(there.text("refreshToken"));
        assertThat(stillThere.status()).isEqualTo(200);
        Http.with(there.text("accessToken")).delete("/v1/tokens?all=true");
        assertThat(refresh(stillThere.text("refreshToken")).status()).isEqualTo(401);
    }

    @Test
    void aRevokedDeviceCanNeitherSignInNorRefresh() {
        User anna = Http.newUser();
        String device = anna.http()
                .post("/v1/devices", "{\"name\": \"laptop\", \"platform\": \"linux\"}")
                .text("deviceId");
        String body = """
                {"login": "%s", "password": "correct horse battery staple", "deviceId": "%s"}""".formatted(anna.login(), device);
        Answer tokens = Http.anonymous().post("/v1/tokens", body);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(anna.http().delete("/v1/devices/" + device).status()).isEqualTo(204);
        assertThat(refresh(tokens.text("refreshToken")).status()).isEqualTo(401);
        assertThat(Http.anonymous().post("/v1/tokens", body).text("code")).isEqualTo("device-not-found");
    }

    @Test
    void anotherAccountsDeviceDoesNotExist() {
        User anna = Http.newUser();
        String device = anna.http()
                .post("/v1/devices", "{\"name\": \"laptop\", \"platform\": \"linux\"}")
                .text("deviceId");
        User eve = Http.newUser();
        assertThat(eve.http()
                        .put("/v1/devices/" + device, "{\"name\": \"mine\"}")
                        .text("code"))
                .isEqualTo("device-not-found");
        assertThat(eve.http().delete("/v1/devices/" + device).status()).isEqualTo(404);
    }

    @Test
    void tokensThatAreNotOursAreRefused() {
        String token = Http.newUser()
                .http()
                .get("/v1/me")
                .response()
                .request()
                .headers()
                .firstValue("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
        assertThat(Http.with(token).get("/v1/me").status()).isEqualTo(200);
        assertThat(Http.with(token.substring(0, token.length() - 4) + "AAAA")
                        .get("/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(Http.with("nonsense").get("/v1/me").text("code")).isEqualTo("invalid-token");
        assertThat(Http.with(ownToken("strata", -120)).get("/v1/me").status()).isEqualTo(401);
        assertThat(Http.with(ownToken("somebody-else", 60)).get("/v1/me").status())
                .isEqualTo(401);
        String unsigned = Jwts.builder()
                .issuer("strata")
                .subject(UUID.randomUUID().toString())
                .compact();
        assertThat(Http.with(unsigned).get("/v1/me").status()).isEqualTo(401);
        assertThat(Http.anonymous().get("/v1/me").text("code")).isEqualTo("not-signed-in");
    }

    /** Signed with the real key, so that only what it says is wrong. */
    private static String ownToken(String issuer, long secondsLeft) {
        AccessTokenKeys keys = CommandSideProcess.shared().bean(AccessTokenKeys.class);
        return Jwts.builder()
                .header()
                .keyId(keys.key().getId())
                .and()
                .issuer(issuer)
                .subject(UUID.randomUUID().toString())
                .audience()
                .add("strata")
                .and()
                .expiration(Date.from(Instant.now().plusSeconds(secondsLeft)))
                .signWith(keys.key().toKey(), Jwts.SIG.ES256)
                .compact();
    }

    @Test
    void secretsAreStoredAsHashesOnly() {
        User anna = Http.newUser();
        String refreshToken =
                signIn(anna.login(), "correct horse battery staple").text("refreshToken");
        JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
        assertThat(jdbc.sql("SELECT count(*) FROM command.refresh_token WHERE token_hash = ?")
                        .param(refreshToken)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT password_hash FROM command.account WHERE login = ?")
                        .param(anna.login())
                        .query(String.class)
                        .single())
                .startsWith("{argon2id}$argon2id$");
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM log.event WHERE convert_from(payload, 'UTF8') LIKE '%correct horse battery staple%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
