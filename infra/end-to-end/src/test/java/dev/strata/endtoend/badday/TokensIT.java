package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Jwt;
import dev.strata.endtoend.http.Person;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests by nobody, and with tokens that are too old, altered, or something else. */
class TokensIT {
    private static final Home HOME = Home.fresh();
    private static final long LONG_AGO = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    /** One of each side, and one that changes something. */
    static List<Command> requests() {
        return List.of(
                new Command("GET", "/v1/me", ""),
                new Command("GET", "/v1/nodes/" + HOME.file(), ""),
                new Command("GET", "/v1/paths/file.txt", ""),
                new Command("GET", "/v1/audit", ""),
                new Command("GET", "/v1/changes", ""),
                new Command("GET", "/v1/devices", ""),
                new Command("GET", "/v1/content/file.txt", ""),
                new Command("PUT", "/v1/content/new.txt", "text"),
                new Command("PUT", "/v1/nodes/%s/trash".formatted(HOME.file()), ""),
                new Command("POST", "/v1/folders", """
                        {"parentId": "%s", "name": "new"}""".formatted(HOME.owner().root())));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void nobodyIsAskedToSignIn(Command command) {
        Answer answer =
                HOME.untouchedBy(() -> command.sentBy(HOME.api().anonymous())).isProblem(401, "not-signed-in");

        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    static Stream<String> wrongTokens() {
        Jwt token = Jwt.parse(HOME.api().token());
        String jwk = Keys.read("access-token.jwk");
        return Stream.of(
                "none",
                "a.b.c",
                token.with("sub", Home.stranger().accountId()).text(),
                token.with("exp", LONG_AGO * 2).text(),
                token.unsigned(),
                token.signedBy(Keys.read("ticket.key")),
                token.with("iat", LONG_AGO).with("exp", LONG_AGO + 900).signedByJwk(jwk),
                token.with("aud", List.of("somebody else")).signedByJwk(jwk),
                token.with("iss", "somebody else").signedByJwk(jwk),
                HOME.owner().receipt(Home.CONTENT));
    }

    @ParameterizedTest
    @MethodSource("wrongTokens")
    void wrongToken(String token) {
        Api api = HOME.api().with(token);

        HOME.untouchedBy(() -> api.put("/v1/nodes/%s/trash".formatted(HOME.file()), ""))
                .isProblem(401, "invalid-token");
        api.get("/v1/nodes/" + HOME.file()).isProblem(401, "invalid-token");
        api.get("/v1/changes").isProblem(401, "invalid-token");
        api.get("/v1/content/file.txt").isProblem(401, "invalid-token");
    }

    @Test
    void accessTokensLastForAQuarterOfAnHour() {
        Jwt token = Jwt.parse(HOME.owner().signIn().api().token());

        assertThat(token.claims().path("exp").asLong()
                        - token.claims().path("iat").asLong())
                .isEqualTo(900);
    }

    @Test
    void signedAnewByTheRightKeyItWouldBeRight() {
        Jwt token = Jwt.parse(HOME.api().token());

        HOME.api()
                .with(token.signedByJwk(Keys.read("access-token.jwk")))
                .get("/v1/me")
                .is(200);
    }

    @Test
    void wrongPasswordAndUnknownLoginAreOne() {
        Api nobody = HOME.api().anonymous();

        HOME.untouchedBy(() ->
                        nobody.post("/v1/tokens", """
                {"login": "%s", "password": "wrong horse"}""".formatted(HOME.owner().login())))
                .isProblem(401, "invalid-credentials");
        HOME.untouchedBy(() -> nobody.post("/v1/tokens", """
                {"login": "nobody-at-all", "password": "wrong horse"}""")).isProblem(401, "invalid-credentials");
    }

    @Test
    void loginThatIsTakenInAnyCase() {
        HOME.untouchedBy(() -> HOME.api().anonymous().post("/v1/accounts", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(
                                HOME.owner().login().toUpperCase(java.util.Locale.ROOT))))
                .isProblem(409, "login-taken");
    }

    @Test
    void refreshTokenUsedTwiceEndsItsFamily() {
        Person person = Home.stranger();
        Answer tokens = person.api()
                .anonymous()
                .post("/v1/tokens", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(person.login()))
                .is(200);
        Answer renewed = refresh(tokens).is(200);

        refresh(tokens).isProblem(401, "invalid-refresh-token");
        refresh(renewed).isProblem(401, "invalid-refresh-token");
    }

    private static Answer refresh(Answer tokens) {
        return HOME.api().anonymous().post("/v1/tokens/refresh", """
                {"refreshToken": "%s"}""".formatted(tokens.text("refreshToken")));
    }
}
