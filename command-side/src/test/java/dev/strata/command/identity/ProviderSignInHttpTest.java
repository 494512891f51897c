package dev.strata.command.identity;

import static dev.strata.command.identity.ProviderContract.redeem;
import static dev.strata.command.identity.ProviderContract.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.OpenIdProvider;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProviderSignInHttpTest {
    private static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final String anna = "b" + UUID.randomUUID().toString().substring(0, 13);
    private final ProviderBrowser browser = new ProviderBrowser("corp");

    @BeforeAll
    static void start() {
        PROVIDER.start();
    }

    private static void isRefused(Answer answer, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(302);
        assertThat(ProviderBrowser.header(answer.response(), "Location"))
                .isEqualTo(CommandSideProcess.RETURN_TO + "#error=" + code);
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
        assertThat(redeem(code, "another verifier").text("code")).isEqualTo("invalid-sign-in-code");
        assertThat(redeem("another code", browser.verifier()).text("code")).isEqualTo("invalid-sign-in-code");
        signedIn(redeem(code, browser.verifier()));
        Answer again = redeem(code, browser.verifier());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text("code")).isEqualTo("invalid-sign-in-code");
    }

    @Test
    void anOldCodeIsRefused() {
        String code = browser.codeFor(anna);
        jdbc.sql("UPDATE command.sign_in_code SET expires_at = now() - interval '1 second'")
                .update();
        assertThat(redeem(code, browser.verifier()).text("code")).isEqualTo("invalid-sign-in-code");
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
