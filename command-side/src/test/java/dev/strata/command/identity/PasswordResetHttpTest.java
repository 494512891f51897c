package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PasswordResetHttpTest {
    private static final String OLD = "correct horse battery staple";
    private static final String NEW = "a wholly different one";
    private static final Pattern TOKEN = Pattern.compile("\"token\": \"([A-Za-z0-9_-]{43})\"");

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    private static User withAddress() {
        User user = Http.newUser();
        assertThat(user.http().put("/v1/me", """
                                {"email": "%s@example.org", "password": "%s"}""".formatted(user.login(), OLD)).status())
                .isEqualTo(200);
        return user;
    }

    private static Answer ask(String login) {
        return Http.anonymous().post("/v1/password-resets", "{\"login\": \"%s\"}".formatted(login));
    }

    private static Answer set(String token, String password) {
        return Http.anonymous().put("/v1/password-resets", """
                {"token": "%s", "newPassword": "%s"}""".formatted(token, password));
    }

    private static Answer signIn(User who, String password) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(who.login(), password));
    }

    private static List<String> mails(User who) {
        try (Stream<Path> files = Files.list(CommandSideProcess.shared().mails())) {
            return files.filter(file -> file.getFileName().toString().startsWith(who.accountId() + "_")
                            && file.toString().endsWith(".eml"))
                    .map(PasswordResetHttpTest::text)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String mail(User who, String subject) {
        Await.until(
                Duration.ofSeconds(20),
                "a mail: " + subject,
                () -> mails(who).stream().anyMatch(mail -> mail.contains("Subject: " + subject)));
        return mails(who).stream()
                .filter(mail -> mail.contains("Subject: " + subject))
                .findFirst()
                .orElseThrow();
    }

    private static String token(User who) {
        assertThat(ask(who.login()).status()).isEqualTo(202);
        Matcher token = TOKEN.matcher(mail(who, "Strata: a new password"));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    @Test
    void theMailedTokenSetsAnotherPasswordOnceAndEndsAllSessions() {
        User anna = withAddress();
        String token = token(anna);
        assertThat(set(token, NEW).status()).isEqualTo(204);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(401);
        assertThat(signIn(anna, OLD).text("code")).isEqualTo("invalid-credentials");
        Answer tokens = signIn(anna, NEW);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(Http.with(tokens.text("accessToken"))
                        .get("/v1/me/security-events")
                        .response()
                        .body())
                .contains("\"password-reset\"");
        assertThat(mail(anna, "Strata: your password was changed")).contains(anna.login());
        assertThat(set(token, NEW + " again").text("code")).isEqualTo("invalid-reset-token");
    }

    @Test
    void onlyTheHashIsKept() {
        User anna = withAddress();
        String token = token(anna);
        assertThat(jdbc.sql("SELECT count(*) FROM command.password_reset WHERE token_hash = ?")
                        .param(token)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPasswordThatIsRefusedDoesNotUseTheTokenUp() {
        User anna = withAddress();
        String token = token(anna);
        assertThat(set(token, "too short").text("code")).isEqualTo("password-refused");
        assertThat(set(token, NEW).status()).isEqualTo(204);
    }

    @Test
    void aTokenEndsAfterHalfAnHour() {
        User anna = withAddress();
        String token = token(anna);
        assertThat(jdbc.sql("""
                                SELECT expires_at BETWEEN now() + interval '29 minutes' AND now() + interval '30 minutes'
                                  FROM command.password_reset WHERE account_id = CAST(? AS uuid)""").param(anna.accountId()).query(Boolean.class).single())
                .isTrue();
        jdbc.sql("UPDATE command.password_reset SET expires_at = now() WHERE account_id = CAST(? AS uuid)")
                .param(anna.accountId())
                .update();
        assertThat(set(token, NEW).text("code")).isEqualTo("invalid-reset-token");
    }

    @Test
    void anotherAddressOrPasswordWithdrawsTheToken() {
        User anna = withAddress();
        String token = token(anna);
        anna.http().put("/v1/me/password", """
                {"current": "%s", "new": "%s"}""".formatted(OLD, NEW));
        assertThat(set(token, NEW).text("code")).isEqualTo("invalid-reset-token");
    }

    @Test
    void anotherAddressNeedsThePasswordAndTheOldOneIsTold() {
        User anna = withAddress();
        assertThat(anna.http()
                        .put("/v1/me", "{\"email\": \"thief@example.org\"}")
                        .text("code"))
                .isEqualTo("password-required");
        anna.http().put("/v1/me", """
                {"email": "new@example.org", "password": "%s"}""".formatted(OLD));
        assertThat(mail(anna, "Strata: your mail address was changed"))
                .contains("To: " + anna.login() + "@example.org");
    }

    @Test
    void theSecondFactorStays() {
        User anna = withAddress();
        Answer enrolment = anna.http().post("/v1/me/totp", "{\"password\": \"%s\"}".formatted(OLD));
        String code = Authenticator.of(enrolment.text("secret")).code();
        assertThat(anna.http()
                        .put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(code))
                        .status())
                .isEqualTo(200);
        assertThat(set(token(anna), NEW).status()).isEqualTo(204);
        assertThat(signIn(anna, NEW).text("code")).isEqualTo("second-factor-required");
    }

    @Test
    void whoAsksLearnsNothingAndIsSlowedDown() {
        User mute = Http.newUser();
        String nobody = "nobody-" + UUID.randomUUID().toString().substring(0, 8);
        for (String login : List.of(mute.login(), nobody)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = ask(login);
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.response().body()).isEmpty();
            }
            assertThat(ask(login).text("code")).isEqualTo("too-many-attempts");
        }
        assertThat(mails(mute)).isEmpty();
    }

    @Test
    void aRefreshTokenThatComesTwiceIsToldByMail() {
        User anna = withAddress();
        String refresh =
                "{\"refreshToken\": \"%s\"}".formatted(signIn(anna, OLD).text("refreshToken"));
        assertThat(Http.anonymous().post("/v1/tokens/refresh", refresh).status())
                .isEqualTo(200);
        assertThat(Http.anonymous().post("/v1/tokens/refresh", refresh).status())
                .isEqualTo(401);
        assertThat(mail(anna, "Strata: somebody may have a copy")).contains(anna.login());
    }
}
