package dev.strata.command.identity;

import static dev.strata.command.identity.ProviderContract.exchange;
import static dev.strata.command.identity.ProviderContract.notices;
import static dev.strata.command.identity.ProviderContract.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.OpenIdProvider;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdTokenHttpTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    @BeforeAll
    static void start() {
        PROVIDER.start();
    }

    private static String somebody() {
        return "p" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static Answer link(User who, String idToken) {
        return who.http().post("/v1/me/identities", """
                {"password": "%s", "provider": "corp", "idToken": "%s"}""".formatted(PASSWORD, idToken));
    }

    private static Answer signIn(User who) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(who.login(), PASSWORD));
    }

    private static Map<String, Object> claims(String claim, Object value) {
        Map<String, Object> claims = PROVIDER.claims(somebody());
        claims.put(claim, value);
        return claims;
    }

    private static Map<String, Object> without(String claim) {
        Map<String, Object> claims = PROVIDER.claims(somebody());
        claims.remove(claim);
        return claims;
    }

    private long accountsOf(String subject) {
        return jdbc.sql("SELECT count(*) FROM command.identity WHERE subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }

    @Test
    void manyFirstOnesAtOnceOpenOneAccount() throws Exception {
        String anna = somebody();
        List<Callable<Answer>> requests = Stream.generate(() -> PROVIDER.idToken(anna))
                .limit(6)
                .map(token -> (Callable<Answer>) () -> exchange("corp", token))
                .toList();
        List<String> accounts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                accounts.add(signedIn(answer.get()).get("/v1/me").text("accountId"));
            }
        }
        assertThat(accounts).hasSize(6).containsOnly(accounts.getFirst());
        assertThat(accountsOf(anna)).isEqualTo(1);
        assertThat(jdbc.sql("SELECT count(*) FROM command.account WHERE login_key LIKE ?")
                        .param(anna + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aTokenIsGoodOnceHoweverManyComeAtOnce() throws Exception {
        String anna = somebody();
        String token = PROVIDER.idToken(anna);
        Callable<Answer> request = () -> exchange("corp", token);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(List.of(request, request, request, request))) {
                statuses.add(answer.get().status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 401, 401, 401);
    }

    static Stream<Arguments> wrongTokens() throws JOSEException, ParseException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> right = PROVIDER.claims(somebody());
        JWSHeader unknownKey =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build();
        return Stream.of(
                Arguments.of("no token", "a.b.c"),
                Arguments.of("another audience", PROVIDER.signed(claims("aud", "somebody else"))),
                Arguments.of("asked for by another", PROVIDER.signed(claims("azp", "somebody else"))),
                Arguments.of("for many", PROVIDER.signed(claims("aud", List.of(OpenIdProvider.CORP, "somebody else")))),
                Arguments.of("for nobody", PROVIDER.signed(without("aud"))),
                Arguments.of("another issuer", PROVIDER.signed(claims("iss", "https://accounts.example.org"))),
                Arguments.of("no issuer", PROVIDER.signed(without("iss"))),
                Arguments.of("expired", PROVIDER.signed(claims("exp", now - 120))),
                Arguments.of("endless", PROVIDER.signed(without("exp"))),
                Arguments.of("not yet", PROVIDER.signed(claims("nbf", now + 120))),
                Arguments.of("from tomorrow", PROVIDER.signed(claims("iat", now + 86_400))),
                Arguments.of("of no time", PROVIDER.signed(without("iat"))),
                Arguments.of("of nobody", PROVIDER.signed(without("sub"))),
                Arguments.of("of a blank", PROVIDER.signed(claims("sub", " "))),
                Arguments.of("an access token of Keycloak", PROVIDER.signed(claims("typ", "Bearer"))),
                Arguments.of("an access token", PROVIDER.signed(new JOSEObjectType("at+jwt"), right)),
                Arguments.of("a logout token", PROVIDER.signed(claims("events", Map.of("logout", Map.of())))),
                Arguments.of("another key", PROVIDER.signedByAnother(right)),
                Arguments.of(
                        "an unknown key",
                        OpenIdProvider.signed(
                                unknownKey, right, OpenIdProvider.signer(OpenIdProvider.rsaKey("unknown")))),
                Arguments.of("unsigned", new PlainJWT(JWTClaimsSet.parse(right)).serialize()),
                Arguments.of(
                        "signed with the public key as a secret",
                        OpenIdProvider.signed(
                                JWSAlgorithm.HS256,
                                JOSEObjectType.JWT,
                                right,
                                new MACSigner(
                                        PROVIDER.publicKey().toRSAPublicKey().getEncoded()))),
                Arguments.of(
                        "signed with the client's secret",
                        OpenIdProvider.signed(
                                JWSAlgorithm.HS256,
                                JOSEObjectType.JWT,
                                right,
                                new MACSigner((OpenIdProvider.SECRET + " ".repeat(32)).getBytes()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void isRefused(String what, String token) {
        Answer answer = exchange("corp", token);
        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("invalid-id-token");
        assertThat(answer.response().body()).doesNotContain(token);
    }

    @Test
    void aTokenOfOneClientIsNoneOfAnother() {
        assertThat(exchange("club", PROVIDER.idToken(somebody())).text("code")).isEqualTo("invalid-id-token");
        assertThat(exchange("corp", PROVIDER.signed(claims("aud", "strata on a phone")))
                        .text("code"))
                .isEqualTo("invalid-id-token");
        assertThat(exchange("guests", PROVIDER.signed(claims("aud", "strata on a phone")))
                        .text("code"))
                .isEqualTo("invitation-needed");
    }

    @Test
    void someoneInvitedUsesHisInvitationUp() {
        String anna = somebody();
        String token = PROVIDER.idToken(anna);
        assertThat(exchange("guests", token).text("code")).isEqualTo("invitation-needed");
        String invitation = "an invitation for " + anna;
        jdbc.sql("""
                        INSERT INTO command.invitation (invitation_id, token_hash, invited_by, created_at, expires_at)
                        VALUES (gen_random_uuid(), encode(sha256(convert_to(?, 'UTF8')), 'hex'), NULL, now(),
                            now() + interval '1 day')""").param(invitation).update();
        String more = ", \"invitation\": \"%s\"".formatted(invitation);
        signedIn(exchange("guests", token, more));
        assertThat(exchange("guests", PROVIDER.idToken(somebody()), more).text("code"))
                .isEqualTo("invitation-needed");
        signedIn(exchange("guests", PROVIDER.idToken(anna)));
    }

    @Test
    void aProviderThatIsAwayOrNamesAnotherIsUnavailable() {
        for (String provider : List.of("gone", "liar")) {
            Answer answer = exchange(provider, PROVIDER.idToken(somebody()));
            assertThat(answer.status()).as(provider).isEqualTo(503);
            assertThat(answer.text("code")).isEqualTo("provider-unavailable");
            assertThat(answer.body().path("retryable").asBoolean()).isTrue();
            assertThat(new ProviderBrowser(provider).begin().status()).isEqualTo(503);
        }
        assertThat(exchange("nobody", "a.b.c").text("code")).isEqualTo("provider-not-found");
    }

    @Test
    void theSameAddressTakesNoAccountOver() {
        User anna = Http.newUser();
        String email = anna.login() + "@example.org";
        anna.http().put("/v1/me", "{\"email\": \"%s\"}".formatted(email));
        Map<String, Object> claims = PROVIDER.claims("subject of " + anna.login());
        claims.put("email", email);
        claims.put("email_verified", true);
        claims.put("preferred_username", anna.login());
        Http other = signedIn(exchange("corp", PROVIDER.signed(claims)));
        Answer me = other.get("/v1/me");
        assertThat(me.text("accountId")).isNotEqualTo(anna.accountId());
        assertThat(me.text("login")).startsWith(anna.login() + "-");
        assertThat(exchange("club", PROVIDER.signed(claims)).status()).isEqualTo(401);
    }

    @Test
    void anAddressThatIsNotVerifiedIsNotKept() {
        Map<String, Object> claims = claims("email", "chief@example.org");
        claims.put("email_verified", false);
        assertThat(signedIn(exchange("corp", PROVIDER.signed(claims)))
                        .get("/v1/me")
                        .body()
                        .path("email")
                        .isNull())
                .isTrue();
    }

    @Test
    void namesThatAreNoLoginsGetOne() {
        Map<String, Object> claims = claims("preferred_username", "Jörg Müller");
        String login = signedIn(exchange("corp", PROVIDER.signed(claims)))
                .get("/v1/me")
                .text("login");
        assertThat(login).startsWith("user");
        claims = claims("preferred_username", "x".repeat(60) + "@a-company-with-a-name.example.org");
        login = signedIn(exchange("corp", PROVIDER.signed(claims)))
                .get("/v1/me")
                .text("login");
        assertThat(login).startsWith("x".repeat(50));
    }

    @Test
    void nobodyLinksWithoutPasswordAndProof() {
        User anna = Http.newUser();
        String token = PROVIDER.idToken(somebody());
        assertThat(anna.http().post("/v1/me/identities", """
                {"password": "wrong horse", "provider": "corp", "idToken": "%s"}""".formatted(token)).text("code"))
                .isEqualTo("wrong-password");
        assertThat(link(anna, PROVIDER.signedByAnother(PROVIDER.claims(somebody())))
                        .text("code"))
                .isEqualTo("invalid-id-token");
        assertThat(anna.http()
                        .post("/v1/me/identities", "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .status())
                .isEqualTo(400);
        assertThat(Http.anonymous().get("/v1/me/identities").status()).isEqualTo(401);
        assertThat(anna.http().get("/v1/me/identities").body().path("items").size())
                .isZero();
    }

    @Test
    void removedItOpensNothingAndTheOtherSessionsEnd() {
        User anna = Http.newUser();
        String subject = somebody();
        String id = link(anna, PROVIDER.idToken(subject)).text("id");
        Answer tokens = exchange("corp", PROVIDER.idToken(subject));
        assertThat(Http.newUser().http().delete("/v1/me/identities/" + id).text("code"))
                .isEqualTo("identity-not-found");
        assertThat(anna.http().delete("/v1/me/identities/" + id).status()).isEqualTo(204);
        assertThat(signedIn(tokens).get("/v1/me").status()).isEqualTo(401);
        assertThat(anna.http().get("/v1/me").status()).isEqualTo(200);
        assertThat(notices(anna.http())).startsWith("identity-removed");
        Http other = signedIn(exchange("corp", PROVIDER.idToken(subject)));
        assertThat(other.get("/v1/me").text("accountId")).isNotEqualTo(anna.accountId());
    }

    @Test
    void theOnlyWayToSignInStaysUntilThereIsAPassword() {
        String anna = somebody();
        Http http = signedIn(exchange("corp", PROVIDER.idToken(anna)));
        String path = "/v1/me/identities/"
                + http.get("/v1/me/identities")
                        .body()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString();
        assertThat(http.delete(path).text("code")).isEqualTo("last-sign-in");
        assertThat(http.post("/v1/me/totp", "{\"password\": \"{none}\"}").text("code"))
                .isEqualTo("no-password");
        assertThat(Http.anonymous()
                        .post("/v1/tokens", "{\"login\": \"%s\", \"password\": \"{none}\"}".formatted(anna))
                        .text("code"))
                .isEqualTo("invalid-credentials");

        String body = "{\"new\": \"%s\", \"provider\": \"corp\", \"idToken\": \"%s\"}";
        assertThat(http.put("/v1/me/password", body.formatted(PASSWORD, PROVIDER.idToken(somebody())))
                        .text("code"))
                .isEqualTo("not-your-identity");
        assertThat(http.put("/v1/me/password", body.formatted(PASSWORD, PROVIDER.idToken(anna)))
                        .status())
                .isEqualTo(204);
        assertThat(http.put("/v1/me/password", body.formatted("another " + PASSWORD, PROVIDER.idToken(anna)))
                        .text("code"))
                .isEqualTo("password-exists");
        assertThat(Http.anonymous()
                        .post("/v1/tokens", "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(anna, PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(http.delete(path).status()).isEqualTo(204);
    }

    @Test
    void aDisabledAccountStaysClosed() {
        User anna = Http.newUser();
        String subject = somebody();
        link(anna, PROVIDER.idToken(subject));
        jdbc.sql("UPDATE command.account SET disabled_at = now() WHERE account_id = ?")
                .param(UUID.fromString(anna.accountId()))
                .update();
        Answer answer = exchange("corp", PROVIDER.idToken(subject));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("account-disabled");
    }

    @Test
    void theSecondFactorIsAskedForAndTheTokenIsStillGoodThen() {
        User anna = Http.newUser();
        String subject = somebody();
        link(anna, PROVIDER.idToken(subject));
        Authenticator app = Authenticator.of(anna.http()
                .post("/v1/me/totp", "{\"password\": \"%s\"}".formatted(PASSWORD))
                .text("secret"));
        assertThat(anna.http()
                        .put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(app.code()))
                        .status())
                .isEqualTo(200);
        jdbc.sql("UPDATE command.second_factor SET used_step = 0 WHERE account_id = ?")
                .param(UUID.fromString(anna.accountId()))
                .update();
        String token = PROVIDER.idToken(subject);
        assertThat(exchange("corp", token).text("code")).isEqualTo("second-factor-required");
        assertThat(exchange("corp", token, ", \"code\": \"%s\"".formatted(app.wrongCode()))
                        .text("code"))
                .isEqualTo("wrong-code");
        signedIn(exchange("corp", token, ", \"code\": \"%s\"".formatted(app.code())));
    }

    @Test
    void itGoesWithTheAccount() {
        User anna = Http.newUser();
        String subject = somebody();
        link(anna, PROVIDER.idToken(subject));
        assertThat(anna.http()
                        .send(
                                "DELETE",
                                "/v1/accounts/" + anna.accountId(),
                                "{\"password\": \"%s\"}".formatted(PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(accountsOf(subject)).isZero();
    }

    @Test
    void aDeviceMustBeOnesOwn() {
        String anna = somebody();
        Http http = signedIn(exchange("corp", PROVIDER.idToken(anna)));
        String body = "{\"name\": \"laptop\", \"platform\": \"linux\"}";
        String mine = http.post("/v1/devices", body).text("deviceId");
        String others = Http.newUser().http().post("/v1/devices", body).text("deviceId");
        String more = ", \"deviceId\": \"%s\"";
        assertThat(exchange("corp", PROVIDER.idToken(anna), more.formatted(others))
                        .text("code"))
                .isEqualTo("device-not-found");
        signedIn(exchange("corp", PROVIDER.idToken(anna), more.formatted(mine)));
    }

    @Test
    void oneWayToSignInAtATime() {
        String token = PROVIDER.idToken(somebody());
        Map<String, String> bodies = new HashMap<>();
        bodies.put("no token", "{\"provider\": \"corp\"}");
        bodies.put("no provider", "{\"idToken\": \"%s\"}".formatted(token));
        bodies.put("a login", "{\"login\": \"anna\", \"provider\": \"corp\", \"idToken\": \"%s\"}".formatted(token));
        bodies.put("no verifier", "{\"signInCode\": \"abc\"}");
        bodies.put(
                "two",
                "{\"signInCode\": \"a\", \"verifier\": \"b\", \"provider\": \"corp\", \"idToken\": \"%s\"}"
                        .formatted(token));
        bodies.put("no login", "{\"password\": \"%s\"}".formatted(PASSWORD));
        bodies.put("too long", "{\"provider\": \"corp\", \"idToken\": \"%s\"}".formatted("a".repeat(16_385)));
        bodies.forEach((what, body) -> assertThat(
                        Http.anonymous().post("/v1/tokens", body).status())
                .as(what)
                .isEqualTo(400));
        signedIn(exchange("corp", token));
    }
}
