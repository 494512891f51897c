package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.OpenIdProvider;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProviderSignInHttpTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final String anna = "b" + UUID.randomUUID().toString().substring(0, 13);
    private final ProviderBrowser browser = new ProviderBrowser("corp");

    @BeforeAll
    static void start() {
        PROVIDER.start();
    }

    private static Answer exchange(String code, String verifier) {
        return Http.anonymous().post("/v1/tokens", """
                {"signInCode": "%s", "verifier": "%s"}""".formatted(code, verifier));
    }

    private static Http signedIn(Answer tokens) {
        assertThat(tokens.status()).as("%s", tokens.body()).isEqualTo(200);
        return Http.with(tokens.text("accessToken"));
    }

    private static void isRefused(Answer answer, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(302);
        assertThat(ProviderBrowser.header(answer.response(), "Location"))
                .isEqualTo(CommandSideProcess.RETURN_TO + "#error=" + code);
    }

    @Test
    void somebodySignsInWithHisBrowser() {
        Answer back = browser.comeBack(browser.signInAs(anna));
        assertThat(back.status()).isEqualTo(302);
        assertThat(ProviderBrowser.header(back.response(), "Location"))
                .startsWith(CommandSideProcess.RETURN_TO + "#signInCode=");
        assertThat(ProviderBrowser.header(back.response(), "Cache-Control")).isEqualTo("no-store");
        assertThat(ProviderBrowser.header(back.response(), "Set-Cookie")).contains("Max-Age=0");
        Http http = signedIn(exchange(ProviderBrowser.fragment(back).get("signInCode"), browser.verifier()));
        assertThat(http.get("/v1/me").text("login")).isEqualTo(anna);

        ProviderBrowser again = new ProviderBrowser("corp");
        assertThat(signedIn(exchange(again.codeFor(anna), again.verifier()))
                        .get("/v1/me")
                        .text("accountId"))
                .isEqualTo(http.get("/v1/me").text("accountId"));
    }

    @Test
    void theQuestionIsBoundToTheBrowser() {
        Answer begun = browser.begin();
        assertThat(ProviderBrowser.header(begun.response(), "Location")).startsWith(PROVIDER.issuer() + "/");
        assertThat(ProviderBrowser.header(begun.response(), "Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/");
        assertThat(browser.question())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", OpenIdProvider.CORP)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", CommandSideProcess.shared().url() + "/v1/sign-in/corp/callback");
        assertThat(browser.question().get("code_challenge")).isNotEqualTo(browser.challenge());
        assertThat(List.of(
                        browser.question().get("state"),
                        browser.question().get("nonce"),
                        browser.question().get("code_challenge"),
                        browser.cookie().replaceFirst(".*=", "")))
                .doesNotHaveDuplicates()
                .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
        assertThat(jdbc.sql("SELECT CAST(p AS text) FROM command.pending_sign_in p")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(browser.question().get("state")))
                .noneMatch(row -> row.contains(browser.cookie().replaceFirst(".*=", "")));
    }

    @Test
    void providersAreListedWithoutTheirSecrets() {
        Answer answer = Http.anonymous().get("/v1/sign-in");
        assertThat(answer.response().body())
                .doesNotContain(OpenIdProvider.SECRET)
                .doesNotContain(OpenIdProvider.CORP);
        assertThat(answer.body().path("items").values().stream()
                        .filter(item -> item.path("name").asString().equals("corp"))
                        .map(item -> item.path("displayName").asString() + " "
                                + item.path("url").asString()))
                .containsExactly("The Corporation /v1/sign-in/corp");
    }

    @Test
    void aReturnIsGoodOnce() {
        String back = browser.signInAs(anna);
        assertThat(browser.comeBack(back).status()).isEqualTo(302);
        Answer again = browser.comeBack(back);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("code")).isEqualTo("sign-in-not-begun");
    }

    @Test
    void anotherBrowserCannotComeBackAndTheRightOneStillCan() {
        String back = browser.signInAs(anna);
        assertThat(Http.anonymous().get(back).text("code")).isEqualTo("sign-in-not-begun");
        ProviderBrowser eves = new ProviderBrowser("corp");
        eves.begin();
        assertThat(eves.comeBack(back).text("code")).isEqualTo("sign-in-not-begun");
        assertThat(browser.comeBack(back.replace("/corp/", "/guests/")).text("code"))
                .isEqualTo("sign-in-not-begun");
        assertThat(browser.comeBack(back).status()).isEqualTo(302);
    }

    @Test
    void whoStaysAwayTooLongBeginsAgain() {
        String back = browser.signInAs(anna);
        jdbc.sql("UPDATE command.pending_sign_in SET expires_at = now() - interval '1 second'")
                .update();
        assertThat(browser.comeBack(back).text("code")).isEqualTo("sign-in-not-begun");
    }

    @Test
    void aCodeOfTheProviderIsGoodInItsOwnSignInOnly() {
        String code = ProviderBrowser.parameters(browser.signInAs(anna).replaceFirst(".*\\?", ""))
                .get("code");
        ProviderBrowser eves = new ProviderBrowser("corp");
        String back = eves.signInAs("eve");
        isRefused(eves.comeBack(back.replaceFirst("code=[^&]*", "code=" + code)), "sign-in-refused");
    }

    @Test
    void whomTheProviderDoesNotSignInIsNotSignedIn() {
        browser.begin();
        isRefused(
                browser.comeBack("/v1/sign-in/corp/callback?error=access_denied&state="
                        + browser.question().get("state")),
                "sign-in-refused");
    }

    @Test
    void aReturnFromAnotherIssuerIsRefused() {
        isRefused(browser.comeBack(browser.signInAs(anna) + "&iss=https%3A%2F%2Feve.example.org"), "sign-in-refused");
    }

    @Test
    void anIdTokenOfAnotherQuestionIsRefused() {
        PROVIDER.say(anna, "nonce", "another");
        isRefused(browser.comeBack(browser.signInAs(anna)), "sign-in-refused");
    }

    @Test
    void anIdTokenForAnotherIsRefused() {
        PROVIDER.say(anna, "aud", List.of("somebody else"));
        isRefused(browser.comeBack(browser.signInAs(anna)), "sign-in-refused");
    }

    @Test
    void theCodeIsGoodOnceAndWithItsVerifierOnly() {
        String code = browser.codeFor(anna);
        assertThat(exchange(code, "another verifier").text("code")).isEqualTo("invalid-sign-in-code");
        assertThat(exchange("another code", browser.verifier()).text("code")).isEqualTo("invalid-sign-in-code");
        signedIn(exchange(code, browser.verifier()));
        Answer again = exchange(code, browser.verifier());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text("code")).isEqualTo("invalid-sign-in-code");
    }

    @Test
    void anOldCodeIsRefused() {
        String code = browser.codeFor(anna);
        jdbc.sql("UPDATE command.sign_in_code SET expires_at = now() - interval '1 second'")
                .update();
        assertThat(exchange(code, browser.verifier()).text("code")).isEqualTo("invalid-sign-in-code");
    }

    @Test
    void whoHasNoAccountLinksOneWithTheSameCode() {
        ProviderBrowser club = new ProviderBrowser("club");
        String code = club.codeFor(anna);
        Answer refused = exchange(code, club.verifier());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("identity-not-linked");
        User ben = Http.newUser();
        assertThat(ben.http()
                        .post("/v1/me/identities", """
                {"password": "%s", "signInCode": "%s", "verifier": "%s"}""".formatted(PASSWORD, code, club.verifier()))
                        .status())
                .isEqualTo(201);
        ProviderBrowser again = new ProviderBrowser("club");
        assertThat(signedIn(exchange(again.codeFor(anna), again.verifier()))
                        .get("/v1/me")
                        .text("accountId"))
                .isEqualTo(ben.accountId());
    }

    @Test
    void aChallengeIsAHash() {
        assertThat(Http.anonymous().get("/v1/sign-in/corp?challenge=abc").text("code"))
                .isEqualTo("invalid-value");
        assertThat(Http.anonymous().get("/v1/sign-in/corp").status()).isEqualTo(400);
        assertThat(Http.anonymous()
                        .get("/v1/sign-in/nobody?challenge=" + browser.challenge())
                        .text("code"))
                .isEqualTo("provider-not-found");
    }
}
