package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PasskeyHttpTest {
    private static final String PASSWORD = "correct horse battery staple";

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User anna = Http.newUser();
    private final PasskeyAuthenticator phone = new PasskeyAuthenticator();

    private static Answer options(User who) {
        return who.http().post("/v1/me/passkeys/options", "{\"password\": \"%s\"}".formatted(PASSWORD));
    }

    private static Answer add(User who, String credential) {
        return who.http().post("/v1/me/passkeys", """
                {"name": "phone", "credential": %s}""".formatted(credential));
    }

    private static Answer enrol(User who, PasskeyAuthenticator authenticator) {
        Answer added = add(who, authenticator.make(options(who)));
        assertThat(added.status()).as("%s", added.body()).isEqualTo(201);
        return added;
    }

    private static Answer question() {
        return Http.anonymous().post("/v1/passkey-options", "{}");
    }

    private static Answer signIn(String credential) {
        return Http.anonymous().post("/v1/tokens", "{\"passkey\": %s}".formatted(credential));
    }

    private static Answer signIn(PasskeyAuthenticator authenticator) {
        return signIn(authenticator.use(question()));
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    private static List<String> notices(Http who) {
        return who.get("/v1/me/security-events").body().path("items").values().stream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    private void outOfTime() {
        jdbc.sql("UPDATE command.passkey_challenge SET expires_at = now() - interval '1 second'")
                .update();
    }

    @Test
    void somebodySignsInWithAPasskey() {
        Answer added = enrol(anna, phone);
        assertThat(added.text("name")).isEqualTo("phone");
        Answer tokens = signIn(phone);
        assertThat(tokens.status()).as("%s", tokens.body()).isEqualTo(200);
        assertThat(tokens.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        Http http = Http.with(tokens.text("accessToken"));
        assertThat(http.get("/v1/me").text("accountId")).isEqualTo(anna.accountId());
        assertThat(notices(http)).startsWith("signed-in", "passkey-added");
        Answer list = http.get("/v1/me/passkeys");
        assertThat(list.body().path("items").size()).isEqualTo(1);
        assertThat(list.body().path("items").get(0).path("id").asString()).isEqualTo(added.text("id"));
        assertThat(list.body().path("items").get(0).path("usedAt").asString()).isNotEmpty();
    }

    @Test
    void theQuestionsAskForAVerifiedUser() {
        Answer making = options(anna);
        assertThat(making.body().path("rp").path("id").asString()).isEqualTo("drive.example.org");
        assertThat(making.body().path("user").path("name").asString()).isEqualTo(anna.login());
        assertThat(making.body().path("authenticatorSelection").toString()).isEqualTo("""
                        {"residentKey":"required","requireResidentKey":true,"userVerification":"required"}""");
        assertThat(making.body().path("pubKeyCredParams").values().stream()
                        .map(one -> one.path("alg").asInt()))
                .containsExactly(-7, -8, -257);
        assertThat(making.text("attestation")).isEqualTo("none");
        Answer using = question();
        assertThat(using.text("challenge"))
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(question().text("challenge"));
        assertThat(using.text("rpId")).isEqualTo("drive.example.org");
        assertThat(using.text("userVerification")).isEqualTo("required");
        assertThat(using.response().headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void whoDoesNotKnowThePasswordMakesNone() {
        isRefused(
                anna.http().post("/v1/me/passkeys/options", "{\"password\": \"wrong horse\"}"), 403, "wrong-password");
        isRefused(Http.anonymous().post("/v1/me/passkeys/options", "{\"password\": \"x\"}"), 401, "not-signed-in");
    }

    @Test
    void itIsBothFactorsAndMakingItTakesBoth() {
        Authenticator app = Authenticator.of(anna.http()
                .post("/v1/me/totp", "{\"password\": \"%s\"}".formatted(PASSWORD))
                .text("secret"));
        anna.http().put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(app.code()));
        jdbc.sql("UPDATE command.second_factor SET used_step = 0 WHERE account_id = ?")
                .param(UUID.fromString(anna.accountId()))
                .update();
        isRefused(options(anna), 403, "second-factor-required");
        Answer options = anna.http().post("/v1/me/passkeys/options", """
                {"password": "%s", "code": "%s"}""".formatted(PASSWORD, app.code()));
        assertThat(add(anna, phone.make(options)).status()).isEqualTo(201);
        assertThat(signIn(phone).status()).isEqualTo(200);
    }

    @Test
    void aChallengeIsGoodOnce() {
        enrol(anna, phone);
        Answer question = question();
        assertThat(signIn(phone.use(question)).status()).isEqualTo(200);
        isRefused(signIn(phone.use(question)), 401, "passkey-challenge-not-known");
        Answer failed = question();
        isRefused(signIn(phone.forged().use(failed)), 401, "passkey-refused");
        isRefused(signIn(phone.use(failed)), 401, "passkey-challenge-not-known");
        Answer options = options(anna);
        assertThat(add(anna, new PasskeyAuthenticator().make(options)).status()).isEqualTo(201);
        isRefused(add(anna, new PasskeyAuthenticator().make(options)), 403, "passkey-challenge-not-known");
    }

    @Test
    void aChallengeIsForWhatItWasGivenOutFor() {
        enrol(anna, phone);
        User ben = Http.newUser();
        isRefused(add(ben, new PasskeyAuthenticator().make(options(anna))), 403, "passkey-challenge-not-known");
        isRefused(add(anna, new PasskeyAuthenticator().make(question())), 403, "passkey-challenge-not-known");
        isRefused(signIn(phone.use(options(anna))), 401, "passkey-challenge-not-known");
        Answer earlier = options(anna);
        options(anna);
        isRefused(add(anna, new PasskeyAuthenticator().make(earlier)), 403, "passkey-challenge-not-known");
    }

    @Test
    void aChallengeExpires() {
        enrol(anna, phone);
        Answer question = question();
        Answer options = options(anna);
        outOfTime();
        isRefused(signIn(phone.use(question)), 401, "passkey-challenge-not-known");
        isRefused(add(anna, new PasskeyAuthenticator().make(options)), 403, "passkey-challenge-not-known");
    }

    static Stream<Consumer<PasskeyAuthenticator>> wrongs() {
        return Stream.of(
                browser -> browser.origin = "https://drive.example.org.evil.example",
                browser -> browser.origin = "https://other.example.org",
                browser -> browser.origin = "http://drive.example.org",
                browser -> browser.relyingParty = "example.org",
                browser -> browser.verifiesUser = false);
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void whatIsWrongIsRefused(Consumer<PasskeyAuthenticator> wrong) {
        PasskeyAuthenticator other = new PasskeyAuthenticator();
        wrong.accept(other);
        isRefused(add(anna, other.make(options(anna))), 400, "passkey-refused");
        enrol(anna, phone);
        wrong.accept(phone);
        isRefused(signIn(phone), 401, "passkey-refused");
    }

    @Test
    void aSignatureForSomethingElseIsRefused() {
        enrol(anna, phone);
        isRefused(signIn(phone.use(question(), "webauthn.create")), 401, "passkey-refused");
    }

    @Test
    void aPasskeyIsUsedOnAPageBelowTheNameToo() {
        enrol(anna, phone);
        phone.origin = "https://app.drive.example.org:8443";
        assertThat(signIn(phone).status()).isEqualTo(200);
    }

    @Test
    void aCounterThatGoesBackIsRefusedAndTold() {
        phone.counter = 7;
        enrol(anna, phone);
        assertThat(signIn(phone).status()).isEqualTo(200);
        phone.counter -= 1;
        isRefused(signIn(phone), 401, "passkey-refused");
        phone.counter = 0;
        isRefused(signIn(phone), 401, "passkey-refused");
        assertThat(notices(anna.http())).startsWith("passkey-copied", "signed-in");
        phone.counter = 20;
        assertThat(signIn(phone).status()).isEqualTo(200);
    }

    @Test
    void aPasskeyOfNobodyIsRefused() {
        isRefused(signIn(new PasskeyAuthenticator()), 401, "passkey-refused");
    }

    @Test
    void aPasskeyOpensTheAccountOfItsOwnerOnly() {
        User ben = Http.newUser();
        PasskeyAuthenticator bens = new PasskeyAuthenticator();
        enrol(anna, phone);
        enrol(ben, bens);
        phone.userHandle = bens.userHandle;
        isRefused(signIn(phone), 401, "passkey-refused");
        phone.userHandle = null;
        assertThat(Http.with(signIn(phone).text("accessToken")).get("/v1/me").text("accountId"))
                .isEqualTo(anna.accountId());
    }

    @Test
    void aCredentialIsTakenOnce() {
        enrol(anna, phone);
        isRefused(add(anna, phone.make(options(anna))), 409, "passkey-taken");
        User ben = Http.newUser();
        isRefused(add(ben, phone.make(options(ben))), 409, "passkey-taken");
        assertThat(options(anna).body().path("excludeCredentials").size()).isEqualTo(1);
        assertThat(options(ben).body().path("excludeCredentials").size()).isZero();
    }

    @Test
    void aRemovedPasskeySignsNobodyInAndTheOtherSessionsEnd() {
        String id = enrol(anna, phone).text("id");
        String refreshToken = signIn(phone).text("refreshToken");
        User ben = Http.newUser();
        isRefused(ben.http().delete("/v1/me/passkeys/" + id), 404, "passkey-not-found");
        assertThat(anna.http().delete("/v1/me/passkeys/" + id).status()).isEqualTo(204);
        isRefused(signIn(phone), 401, "passkey-refused");
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(refreshToken))
                        .status())
                .isEqualTo(401);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
        assertThat(notices(anna.http())).startsWith("passkey-removed");
        isRefused(anna.http().delete("/v1/me/passkeys/" + id), 404, "passkey-not-found");
    }

    @Test
    void aDisabledAccountStaysClosed() {
        enrol(anna, phone);
        jdbc.sql("UPDATE command.account SET disabled_at = now() WHERE account_id = ?")
                .param(UUID.fromString(anna.accountId()))
                .update();
        isRefused(signIn(phone), 403, "account-disabled");
    }

    @Test
    void nothingIsLeftOfAnErasedAccount() {
        enrol(anna, phone);
        options(anna);
        assertThat(anna.http()
                        .send(
                                "DELETE",
                                "/v1/accounts/" + anna.accountId(),
                                "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .status())
                .isEqualTo(204);
        isRefused(signIn(phone), 401, "passkey-refused");
        for (String table : List.of("passkey", "passkey_challenge")) {
            assertThat(jdbc.sql("SELECT count(*) FROM command.%s WHERE account_id = ?".formatted(table))
                            .param(UUID.fromString(anna.accountId()))
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void anAccountHasTwentyAtMost() {
        Answer last = options(anna);
        jdbc.sql("""
                        INSERT INTO command.passkey SELECT gen_random_uuid(), ?, 'key ' || n,
                            decode(md5(? || n), 'hex'), '', false, 0, now() FROM generate_series(1, 20) n""")
                .params(UUID.fromString(anna.accountId()), anna.accountId())
                .update();
        isRefused(options(anna), 409, "too-many-passkeys");
        isRefused(add(anna, phone.make(last)), 409, "too-many-passkeys");
    }

    @Test
    void nonsenseIsRefusedAndBreaksNothing() {
        enrol(anna, phone);
        for (int cut : IntStream.of(1, 10, 60, 100, 150, 200).toArray()) {
            String credential = phone.use(question());
            Answer answer = signIn(
                    credential.replaceFirst("(\"authenticatorData\": \"[^\"]*?).{0,%d}\"".formatted(cut), "$1\""));
            assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 401);
            String made = new PasskeyAuthenticator().make(options(anna));
            Answer added =
                    add(anna, made.replaceFirst("(\"attestationObject\": \"[^\"]{%d})[^\"]*\"".formatted(cut), "$1\""));
            assertThat(added.status()).as("%s", added.body()).isEqualTo(400);
        }
        isRefused(signIn("{\"rawId\": \"%%\", \"response\": {}}"), 400, "invalid-value");
    }

    @Test
    void aPasskeyGoesAlone() {
        enrol(anna, phone);
        Answer both = Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s", "passkey": %s}""".formatted(anna.login(), PASSWORD, phone.use(question())));
        isRefused(both, 400, "invalid-value");
    }
}
