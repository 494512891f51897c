package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecondFactorHttpTest {
    private static final String PASSWORD = "correct horse battery staple";

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User anna = Http.newUser();

    private static Answer signIn(User who) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(who.login(), PASSWORD));
    }

    private static Answer signIn(User who, String code) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s", "code": "%s"}""".formatted(who.login(), PASSWORD, code));
    }

    private static Answer begin(User who) {
        return who.http().post("/v1/me/totp", "{\"password\": \"%s\"}".formatted(PASSWORD));
    }

    private static Answer confirm(User who, String code) {
        return who.http().put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(code));
    }

    private static Answer remove(User who, String password, String code) {
        return who.http().send("DELETE", "/v1/me/totp", """
                {"password": "%s", "code": "%s"}""".formatted(password, code));
    }

    /** What its owner has in hand once it is confirmed. */
    private record Owned(Authenticator app, List<String> recoveryCodes) {}

    private Owned enrol(User who) {
        Authenticator app = Authenticator.of(begin(who).text("secret"));
        Answer confirmed = confirm(who, app.code());
        assertThat(confirmed.status()).as("%s", confirmed.body()).isEqualTo(200);
        allowTheSameStepAgain(who);
        return new Owned(
                app,
                confirmed.body().path("recoveryCodes").values().stream()
                        .map(code -> code.asString())
                        .toList());
    }

    /** Half a minute passes. */
    private void allowTheSameStepAgain(User who) {
        jdbc.sql("UPDATE command.second_factor SET used_step = 0 WHERE account_id = ?")
                .param(UUID.fromString(who.accountId()))
                .update();
    }

    private static List<String> notices(Http who) {
        return who.get("/v1/me/security-events").body().path("items").values().stream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    @Test
    void itIsAskedForOnceItIsConfirmed() {
        Answer begun = begin(anna);
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.text("secret")).matches("[A-Z2-7]{32}");
        assertThat(begun.text("uri"))
                .isEqualTo("otpauth://totp/Strata:%s?secret=%s&issuer=Strata&algorithm=SHA1&digits=6&period=30"
                        .formatted(anna.login(), begun.text("secret")));
        assertThat(begun.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(signIn(anna).status()).isEqualTo(200);

        Answer confirmed = confirm(anna, Authenticator.of(begun.text("secret")).code());
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.body().path("recoveryCodes").values().stream()
                        .map(code -> code.asString())
                        .distinct())
                .hasSize(10)
                .allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));

        Answer without = signIn(anna);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.text("code")).isEqualTo("second-factor-required");
        allowTheSameStepAgain(anna);
        assertThat(signIn(anna, Authenticator.of(begun.text("secret")).code()).status())
                .isEqualTo(200);
        Answer status = anna.http().get("/v1/me/totp");
        assertThat(status.text("since")).isNotEmpty();
        assertThat(status.body().path("recoveryCodesLeft").asInt()).isEqualTo(10);
        assertThat(notices(anna.http())).startsWith("signed-in", "second-factor-added");
    }

    @Test
    void whoDoesNotKnowThePasswordIsToldNothing() {
        enrol(anna);
        Answer answer = Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "wrong horse", "code": "123456"}""".formatted(anna.login()));
        assertThat(answer.text("code")).isEqualTo("invalid-credentials");
        User ben = Http.newUser();
        assertThat(ben.http()
                        .post("/v1/me/totp", "{\"password\": \"wrong horse\"}")
                        .text("code"))
                .isEqualTo("wrong-password");
        assertThat(ben.http().get("/v1/me/totp").text("code")).isEqualTo("second-factor-not-found");
    }

    @Test
    void aStepIsTakenOnceAndNoneBeforeIt() {
        Owned owned = enrol(anna);
        long step = Authenticator.step();
        assertThat(signIn(anna, owned.app().code(step)).status()).isEqualTo(200);
        Answer again = signIn(anna, owned.app().code(step));
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text("code")).isEqualTo("wrong-code");
        assertThat(signIn(anna, owned.app().code(step - 1)).text("code")).isEqualTo("wrong-code");
        assertThat(signIn(anna, owned.app().code(step + 1)).status()).isEqualTo(200);
    }

    @Test
    void theCodeThatConfirmedItIsUsedToo() {
        Authenticator app = Authenticator.of(begin(anna).text("secret"));
        String code = app.code();
        assertThat(confirm(anna, code).status()).isEqualTo(200);
        assertThat(signIn(anna, code).text("code")).isEqualTo("wrong-code");
    }

    @Test
    void ofManyWithOneCodeAtOnceOneSignsIn() throws Exception {
        Owned owned = enrol(anna);
        String code = owned.app().code();
        assertThat(statuses(() -> signIn(anna, code))).containsExactlyInAnyOrder(200, 401, 401, 401);
        String recovery = owned.recoveryCodes().getFirst();
        assertThat(statuses(() -> signIn(anna, recovery))).containsExactlyInAnyOrder(200, 401, 401, 401);
    }

    private static List<Integer> statuses(Callable<Answer> request) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(List.of(request, request, request, request))) {
                statuses.add(answer.get().status());
            }
            return statuses;
        }
    }

    @Test
    void aRecoveryCodeSignsInOnce() {
        Owned owned = enrol(anna);
        String code = owned.recoveryCodes().get(3);
        assertThat(signIn(anna, code.toUpperCase(java.util.Locale.ROOT).replace('-', ' '))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(anna, code).text("code")).isEqualTo("wrong-code");
        assertThat(anna.http()
                        .get("/v1/me/totp")
                        .body()
                        .path("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(9);
        assertThat(notices(anna.http())).startsWith("signed-in", "recovery-code-used");
    }

    @Test
    void codesOfOthersAndOddOnesAreRefused() {
        Owned owned = enrol(anna);
        User eve = Http.newUser();
        Owned eves = enrol(eve);
        String right = owned.app().code();
        for (String code : List.of(
                eves.app().code().equals(right)
                        ? eves.app().wrongCode()
                        : eves.app().code(),
                eves.recoveryCodes().getFirst(),
                "0" + right,
                right + "0",
                "",
                " ".repeat(6))) {
            assertThat(signIn(anna, code).text("code")).as("%s", code).isEqualTo("wrong-code");
        }
        assertThat(signIn(anna, owned.app().code()).status()).isEqualTo(200);
    }

    @Test
    void missingFieldsAreRefused() {
        assertThat(anna.http().post("/v1/me/totp", "{}").status()).isEqualTo(400);
        assertThat(anna.http().put("/v1/me/totp", "{}").status()).isEqualTo(400);
        assertThat(anna.http()
                        .send("DELETE", "/v1/me/totp", "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .status())
                .isEqualTo(400);
        assertThat(Http.anonymous()
                        .post("/v1/tokens", "{\"login\": \"%s\", \"code\": \"123456\"}".formatted(anna.login()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void wrongCodesAreSlowedDown() {
        Owned owned = enrol(anna);
        String wrong = owned.app().wrongCode();
        Answer answer = signIn(anna, wrong);
        for (int i = 0; i < 50 && answer.status() == 401; i++) {
            answer = signIn(anna, wrong);
        }
        assertThat(answer.text("code")).isEqualTo("too-many-attempts");
        assertThat(signIn(anna, owned.app().code()).text("code")).isEqualTo("too-many-attempts");
        assertThat(remove(anna, PASSWORD, owned.app().code()).text("code")).isEqualTo("too-many-attempts");
    }

    @Test
    void aWrongCodeConfirmsNothing() {
        Authenticator app = Authenticator.of(begin(anna).text("secret"));
        Answer answer = confirm(anna, app.wrongCode());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("wrong-code");
        assertThat(signIn(anna).status()).isEqualTo(200);
        assertThat(confirm(Http.newUser(), "123456").text("code")).isEqualTo("second-factor-not-found");
    }

    @Test
    void aSecretThatWasBegunAnewIsTheOnlyOne() {
        Authenticator first = Authenticator.of(begin(anna).text("secret"));
        Authenticator second = Authenticator.of(begin(anna).text("secret"));
        if (!first.code().equals(second.code())) {
            assertThat(confirm(anna, first.code()).text("code")).isEqualTo("wrong-code");
        }
        assertThat(confirm(anna, second.code()).status()).isEqualTo(200);
        assertThat(begin(anna).text("code")).isEqualTo("second-factor-exists");
        assertThat(confirm(anna, second.code()).text("code")).isEqualTo("second-factor-exists");
    }

    @Test
    void theSessionsThatBeganWithoutItEnd() {
        Http other = Http.with(signIn(anna).text("accessToken"));
        enrol(anna);
        assertThat(other.get("/v1/me").status()).isEqualTo(401);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void itIsRemovedWithPasswordAndCodeOnly() {
        Owned owned = enrol(anna);
        assertThat(remove(anna, "wrong horse", owned.app().code()).text("code")).isEqualTo("wrong-password");
        Answer wrong = remove(anna, PASSWORD, owned.app().wrongCode());
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.text("code")).isEqualTo("wrong-code");
        assertThat(signIn(anna).text("code")).isEqualTo("second-factor-required");
        assertThat(remove(anna, PASSWORD, owned.app().code()).status()).isEqualTo(204);
        assertThat(signIn(anna).status()).isEqualTo(200);
        assertThat(remove(anna, PASSWORD, owned.app().code()).text("code")).isEqualTo("second-factor-not-found");
        assertThat(notices(anna.http())).startsWith("signed-in", "second-factor-removed");
        assertThat(rowsOf(anna)).isEmpty();
    }

    private List<String> rowsOf(User who) {
        return jdbc.sql("""
                        SELECT CAST(f AS text) FROM command.second_factor f WHERE account_id = :account
                         UNION ALL
                        SELECT CAST(c AS text) FROM command.recovery_code c WHERE account_id = :account""")
                .param("account", UUID.fromString(who.accountId()))
                .query(String.class)
                .list();
    }

    @Test
    void neitherSecretNorCodesAreAnywhereInThePlain() {
        Answer begun = begin(anna);
        Authenticator app = Authenticator.of(begun.text("secret"));
        Answer confirmed = confirm(anna, app.code());
        String rows = String.join("\n", rowsOf(anna));
        assertThat(rowsOf(anna)).hasSize(11);
        assertThat(rows)
                .doesNotContain(begun.text("secret"))
                .doesNotContain(java.util.HexFormat.of().formatHex(app.secret()));
        for (var code : confirmed.body().path("recoveryCodes").values()) {
            assertThat(rows)
                    .doesNotContain(code.asString())
                    .doesNotContain(code.asString().replace("-", ""));
        }
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM log.event
                         WHERE strpos(convert_from(payload, 'UTF8'), ?) > 0""").param(begun.text("secret")).query(Long.class).single())
                .isZero();
    }

    @Test
    void itGoesWithTheAccount() {
        enrol(anna);
        assertThat(anna.http()
                        .send(
                                "DELETE",
                                "/v1/accounts/" + anna.accountId(),
                                "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(rowsOf(anna)).isEmpty();
    }
}
