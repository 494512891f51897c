package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

class PasswordHttpTest {
    private static final String OLD = "correct horse battery staple";

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    private static Answer signIn(String login, String password) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(login, password));
    }

    private static Answer change(User who, String current, String next) {
        return who.http().put("/v1/me/password", """
                {"current": "%s", "new": "%s"}""".formatted(current, next));
    }

    private String hashOf(User who) {
        return jdbc.sql("SELECT password_hash FROM command.account WHERE login = ?")
                .param(who.login())
                .query(String.class)
                .single();
    }

    @Test
    void anotherPasswordEndsTheOtherSessions() {
        User anna = Http.newUser();
        Http other = Http.with(signIn(anna.login(), OLD).text("accessToken"));
        assertThat(change(anna, OLD, "a wholly different one").status()).isEqualTo(204);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
        assertThat(other.get("/v1/me").status()).isEqualTo(401);
        assertThat(signIn(anna.login(), OLD).text("code")).isEqualTo("invalid-credentials");
        assertThat(signIn(anna.login(), "a wholly different one").status()).isEqualTo(200);
    }

    @Test
    void onlyWhoKnowsThePasswordCanChangeIt() {
        User anna = Http.newUser();
        Answer answer = change(anna, "the wrong password", "a wholly different one");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("wrong-password");
    }

    @ParameterizedTest
    @CsvSource({
        "fourteen chars,too-short",
        "passwordpassword,common",
        "Dragon1234567890,common",
        "1111111111111111,common",
        "123412341234123412341234,common",
        "StrataStrataStrata,expected",
        "strata2026123456!!,expected"
    })
    void somePasswordsAreRefused(String password, String reason) {
        Answer answer = change(Http.newUser(), OLD, password);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("password-refused");
        assertThat(answer.text("reason")).isEqualTo(reason);
        assertThat(answer.response().body()).doesNotContain(password);
    }

    @Test
    void theLimitsAreFifteenAndTwoHundredAndFiftySix() {
        User anna = Http.newUser();
        assertThat(change(anna, OLD, "exactly fifteen").status()).isEqualTo(204);
        String long256 = "x y".repeat(85) + "z";
        assertThat(change(anna, "exactly fifteen", long256).status()).isEqualTo(204);
        assertThat(change(anna, long256, long256 + "z").text("reason")).isEqualTo("too-long");
        assertThat(signIn(anna.login(), long256).status()).isEqualTo(200);
    }

    @Test
    void theLoginIsNoPassword() {
        User anna = Http.newUser();
        assertThat(change(anna, OLD, anna.login() + anna.login()).text("reason"))
                .isEqualTo("expected");
    }

    @Test
    void anAccentInOnePieceOrInTwoIsTheSame() {
        User anna = Http.newUser();
        assertThat(change(anna, OLD, "caf\u00e9 caf\u00e9 au lait").status()).isEqualTo(204);
        assertThat(signIn(anna.login(), "cafe\u0301 cafe\u0301 au lait").status())
                .isEqualTo(200);
    }

    @Test
    void anOldHashIsMadeAnewAtTheNextSignIn() {
        User anna = Http.newUser();
        jdbc.sql("UPDATE command.account SET password_hash = ? WHERE login = ?")
                .params(
                        "{pbkdf2@SpringSecurity_v5_8}"
                                + Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()
                                        .encode(OLD),
                        anna.login())
                .update();
        assertThat(signIn(anna.login(), OLD).status()).isEqualTo(200);
        assertThat(hashOf(anna)).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(signIn(anna.login(), OLD).status()).isEqualTo(200);
    }

    /** As many wrong ones as there have to be: some are forgiven while a slow machine hashes. */
    private static Answer guess(String login) {
        Answer answer = signIn(login, "wrong horse");
        for (int i = 0; i < 50 && answer.status() == 401; i++) {
            answer = signIn(login, "wrong horse");
        }
        return answer;
    }

    @Test
    void guessingIsSlowedDownForKnownAndUnknownLoginsAlike() {
        User anna = Http.newUser();
        Answer unknown = guess("nobody-" + UUID.randomUUID().toString().substring(0, 8));
        Answer known = guess(anna.login());
        Answer right = signIn(anna.login().toUpperCase(java.util.Locale.ROOT), OLD);
        for (Answer answer : List.of(unknown, known, right)) {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text("code")).isEqualTo("too-many-attempts");
            assertThat(Long.parseLong(answer.response()
                            .headers()
                            .firstValue("Retry-After")
                            .orElseThrow()))
                    .isBetween(1L, 61L);
        }
        assertThat(known.text("detail")).isEqualTo(unknown.text("detail"));
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
        Await.until(
                Duration.ofSeconds(20),
                "the owner is told",
                () -> anna.http()
                        .get("/v1/me/security-events")
                        .response()
                        .body()
                        .contains("too-many-wrong-passwords"));
    }
}
