package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for whichever provider people come from. */
abstract class ProviderContract {
    private static final String PASSWORD = "correct horse battery staple";

    /** What Strata calls the provider where everybody gets an account. */
    abstract String provider();

    /** What Strata calls the same one where it has no secret, and opens no accounts. */
    abstract String club();

    abstract String issuer();

    /** Somebody who is new at the provider: Anna of Corp, whose address, with this name, it has verified. */
    abstract String newPerson();

    abstract String idToken(String person);

    abstract String idTokenForAnother(String person);

    abstract String idTokenOfAnotherIssuer();

    abstract String accessToken(String person);

    abstract ProviderBrowser browser(String provider);

    static Answer exchange(String provider, String idToken) {
        return exchange(provider, idToken, "");
    }

    static Answer exchange(String provider, String idToken, String more) {
        return Http.anonymous().post("/v1/tokens", """
                {"provider": "%s", "idToken": "%s"%s}""".formatted(provider, idToken, more));
    }

    static Answer redeem(String code, String verifier) {
        return Http.anonymous().post("/v1/tokens", """
                {"signInCode": "%s", "verifier": "%s"}""".formatted(code, verifier));
    }

    static Http signedIn(Answer tokens) {
        assertThat(tokens.status()).as("%s", tokens.body()).isEqualTo(200);
        return Http.with(tokens.text("accessToken"));
    }

    static List<String> notices(Http who) {
        return who.get("/v1/me/security-events").body().path("items").values().stream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    private Http signedInByBrowser(String provider, String person) {
        ProviderBrowser browser = browser(provider);
        return signedIn(redeem(browser.codeFor(person), browser.verifier()));
    }

    private static String account(Http who) {
        return who.get("/v1/me").text("accountId");
    }

    @Test
    void theFirstIdTokenOpensAnAccountAndTheNextFindsIt() {
        String anna = newPerson();
        Answer first = exchange(provider(), idToken(anna));
        assertThat(first.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        Answer me = signedIn(first).get("/v1/me");
        assertThat(me.text("login")).isEqualTo(anna);
        assertThat(me.text("displayName")).isEqualTo("Anna of Corp");
        assertThat(me.text("email")).isEqualTo(anna + "@example.org");

        Http again = signedIn(exchange(provider(), idToken(anna)));
        assertThat(account(again)).isEqualTo(me.text("accountId"));
        var identity = again.get("/v1/me/identities").body().path("items").path(0);
        assertThat(identity.path("provider").asString()).isEqualTo(provider());
        assertThat(identity.path("issuer").asString()).isEqualTo(issuer());
        assertThat(identity.path("name").asString()).isEqualTo(anna);
        assertThat(identity.path("usedAt").isNull()).isFalse();
        assertThat(again.post("/v1/folders", """
                {"parentId": "%s", "name": "docs"}""".formatted(me.text("rootFolderId")))
                        .status())
                .isEqualTo(201);
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", """
                {"refreshToken": "%s"}""".formatted(first.text("refreshToken")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anIdTokenIsGoodOnce() {
        String token = idToken(newPerson());
        signedIn(exchange(provider(), token));
        isRefused(token);
    }

    @Test
    void anIdTokenForAnotherIsRefused() {
        isRefused(idTokenForAnother(newPerson()));
    }

    @Test
    void anIdTokenOfAnotherIssuerIsRefused() {
        isRefused(idTokenOfAnotherIssuer());
    }

    @Test
    void anAccessTokenIsRefused() {
        isRefused(accessToken(newPerson()));
    }

    private void isRefused(String token) {
        Answer answer = exchange(provider(), token);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("invalid-id-token");
    }

    @Test
    void linkedItOpensTheAccountThatLinkedIt() {
        User ben = Http.newUser();
        String anna = newPerson();
        Answer linked = link(ben, idToken(anna));
        assertThat(linked.status()).as("%s", linked.body()).isEqualTo(201);
        Http signedIn = signedIn(exchange(provider(), idToken(anna)));
        assertThat(account(signedIn)).isEqualTo(ben.accountId());
        assertThat(notices(signedIn)).startsWith("signed-in", "identity-linked");
        assertThat(account(signedInByBrowser(provider(), anna))).isEqualTo(ben.accountId());
        assertThat(link(Http.newUser(), idToken(anna)).text("code")).isEqualTo("identity-taken");
        assertThat(link(ben, idToken(anna)).text("code")).isEqualTo("identity-taken");
    }

    private Answer link(User who, String idToken) {
        return who.http().post("/v1/me/identities", """
                {"password": "%s", "provider": "%s", "idToken": "%s"}""".formatted(PASSWORD, provider(), idToken));
    }

    @Test
    void somebodySignsInWithHisBrowser() {
        String anna = newPerson();
        ProviderBrowser browser = browser(provider());
        Answer back = browser.comeBack(browser.signInAs(anna));
        assertThat(back.status()).as("%s", back.body()).isEqualTo(302);
        assertThat(ProviderBrowser.header(back.response(), "Location"))
                .startsWith(CommandSideProcess.RETURN_TO + "#signInCode=");
        assertThat(ProviderBrowser.header(back.response(), "Cache-Control")).isEqualTo("no-store");
        assertThat(ProviderBrowser.header(back.response(), "Set-Cookie")).contains("Max-Age=0");
        Http http = signedIn(redeem(ProviderBrowser.fragment(back).get("signInCode"), browser.verifier()));
        assertThat(http.get("/v1/me").text("login")).isEqualTo(anna);

        assertThat(account(signedInByBrowser(provider(), anna))).isEqualTo(account(http));
        assertThat(account(signedIn(exchange(provider(), idToken(anna))))).isEqualTo(account(http));
    }

    @Test
    void aCodeOfTheProviderIsGoodInItsOwnSignInOnly() {
        String code = ProviderBrowser.parameters(
                        browser(provider()).signInAs(newPerson()).replaceFirst(".*\\?", ""))
                .get("code");
        ProviderBrowser eves = browser(provider());
        Answer back = eves.comeBack(eves.signInAs(newPerson()).replaceFirst("code=[^&]*", "code=" + code));
        assertThat(ProviderBrowser.header(back.response(), "Location"))
                .isEqualTo(CommandSideProcess.RETURN_TO + "#error=sign-in-refused");
    }

    @Test
    void whoHasNoAccountLinksOneWithTheSameCode() {
        String anna = newPerson();
        ProviderBrowser browser = browser(club());
        String code = browser.codeFor(anna);
        Answer refused = redeem(code, browser.verifier());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("identity-not-linked");
        User ben = Http.newUser();
        assertThat(ben.http()
                        .post("/v1/me/identities", """
                {"password": "%s", "signInCode": "%s", "verifier": "%s"}""".formatted(PASSWORD, code, browser.verifier()))
                        .status())
                .isEqualTo(201);
        assertThat(account(signedInByBrowser(club(), anna))).isEqualTo(ben.accountId());
    }
}
