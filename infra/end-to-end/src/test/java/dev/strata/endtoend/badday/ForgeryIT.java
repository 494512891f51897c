package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Jwt;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.http.RawRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What somebody who knows how such systems are built would try: tokens of another kind, members that nobody asked for. */
class ForgeryIT {
    private static final Home HOME = Home.fresh();
    private static final int TRIES = 15;

    static Stream<String> forgedTokens() {
        String real = HOME.api().token();
        Jwt token = Jwt.parse(real);
        String jwk = Keys.read("access-token.jwk");
        String published = HOME.api()
                .get("/.well-known/jwks.json")
                .is(200)
                .json()
                .path("keys")
                .path(0)
                .toString();
        long later = Instant.now().getEpochSecond() + 3_600;
        return Stream.of(
                // The public key as the secret of a symmetric algorithm.
                token.withHeader("alg", "HS256").signedBy(published.getBytes(StandardCharsets.UTF_8)),
                token.withHeader("alg", "HS256").signedBy(new byte[32]),
                token.withHeader("alg", "ES384").signedByJwk(jwk),
                token.withHeader("alg", "nOnE").text(),
                token.withHeader("kid", "another").signedByStranger(),
                token.signedByStranger(),
                // A key, or a place to find one, that the token brings along.
                token.withHeader("jwk", Map.of("kty", "EC")).signedByStranger(),
                token.withHeader("jku", "https://evil.example/jwks.json").signedByStranger(),
                token.withHeader("crit", List.of("exp")).signedByStranger(),
                token.with("nbf", later).signedByJwk(jwk),
                token.with("exp", "never").signedByJwk(jwk),
                token.with("sub", "../../accounts").text(),
                real.substring(0, real.length() - 1),
                real.substring(0, real.lastIndexOf('.')),
                real.substring(0, real.lastIndexOf('.') + 1),
                real + ".",
                real + "." + real,
                // A signature of nothing but zeroes, which broken libraries take for any message.
                real.substring(0, real.lastIndexOf('.') + 1) + "A".repeat(86),
                "a".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("forgedTokens")
    void forgedToken(String token) {
        Api api = HOME.api().with(token);

        api.get("/v1/me").isProblem(401, "invalid-token");
        HOME.untouchedBy(() -> api.put("/v1/nodes/%s/trash".formatted(HOME.file()), ""))
                .isProblem(401, "invalid-token");
    }

    /** A token is for the header: in a URL it would end in logs. */
    @Test
    void tokenInTheUrl() {
        Answer answer =
                HOME.api().anonymous().get("/v1/me?access_token=" + HOME.api().token());

        assertThat(answer.status()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "spaceId", "ownerId", "by", "version", "role", "accountId", "createdAt", "__proto__"})
    void membersThatNobodyAskedFor(String member) {
        String json = JsonMapper.builder()
                .build()
                .writeValueAsString(Map.of(
                        "parentId",
                        HOME.owner().root(),
                        "name",
                        "new",
                        member,
                        Home.stranger().accountId()));

        HOME.untouchedBy(() -> HOME.api().post("/v1/folders", json)).isProblem(400, "unknown-field");
    }

    static Stream<String> idsOfOtherThings() {
        String device = HOME.api().post("/v1/devices", """
                {"name": "laptop", "platform": "linux"}""").is(201).text("deviceId");
        return Stream.of(device, HOME.owner().spaceId(), HOME.owner().accountId());
    }

    /** Twice, as what was loaded once is remembered. */
    @ParameterizedTest
    @MethodSource("idsOfOtherThings")
    void idOfSomethingElseIsNoNode(String id) {
        for (int i = 0; i < 2; i++) {
            HOME.api().delete("/v1/nodes/%s/hold".formatted(id)).isProblem(404, "node-not-found");
            HOME.api().put("/v1/nodes/%s/tags/tag".formatted(id), "").isProblem(404, "node-not-found");
            HOME.api()
                    .put("/v1/nodes/%s/lock".formatted(id), "{\"seconds\": 60}")
                    .isProblem(404, "node-not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=233", "=", "limit=%zz", "limit=5&=%C2%95"})
    void queryThatIsNone(String query) {
        RawRequest.of("GET", "/v1/activity?" + query, HOME.api()).send().isProblem(400, "malformed-request");
    }

    @Test
    void batchOfNothing() {
        HOME.untouchedBy(() -> HOME.api().post("/v1/batch", "{\"commands\": [null]}"))
                .isProblem(400, "missing-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "roles", "admin", "accountId", "homeSpaceId", "quota", "disabled"})
    void signUpGivesNobodyMoreThanAnAccount(String member) {
        HOME.api()
                .anonymous()
                .post("/v1/accounts", """
                {"login": "n%s", "password": "correct horse battery staple", "%s": "admin"}""".formatted(System.nanoTime(), member))
                .isProblem(400, "unknown-field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nodes/../../actuator/env",
                "/v1/paths/..%2f..%2fetc%2fpasswd",
                "/v1/paths/../../../../etc/passwd",
                "/v1/content/%2e%2e/%2e%2e/keys/operator-token",
                "/v1/content/..%5c..%5ckeys",
                "/v1/content/a%00b",
                "/v1/nodes/%0d%0aSet-Cookie:%20a=b",
                "//evil.example/v1/me",
                "/v1/operations/..;/operations/projections",
                "/v1/operations%2fprojections",
                "/V1/operations/projections",
                "/v1//operations/projections"
            })
    void pathsThatLeadElsewhere(String path) {
        Answer answer = RawRequest.of("GET", path, HOME.api()).send();

        assertThat(answer.status()).as("%s", answer).isIn(400, 403, 404, 405);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Location")).doesNotContain("evil.example");
    }

    /** The name of a file is all that a user can put into a header of an answer. */
    @Test
    void nameThatWouldBeAHeader() {
        Person person = Home.stranger();
        person.upload("a%22%3B%20filename%3D%22b.html", Home.CONTENT).is(201);

        Answer answer =
                person.api().get("/v1/content/a%22%3B%20filename%3D%22b.html").is(200);

        assertThat(answer.header("Content-Disposition"))
                .startsWith("attachment")
                .doesNotContain("; filename=\"b.html");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
        person.upload("a%0D%0ASet-Cookie:%20b=c", Home.CONTENT).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "Forwarded: host=evil.example",
                "X-Original-URL: /v1/operations/projections",
                "X-Forwarded-Prefix: //evil.example"
            })
    void headersDoNotTurnRedirectsAway(String header) {
        Answer answer = RawRequest.of("GET", "/v1/files/%s/content".formatted(HOME.file()), HOME.api())
                .header("Strata-At-Least", HOME.file() + "@1")
                .header(header.split(": ")[0], header.split(": ")[1])
                .send();

        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("Location")).doesNotContain("evil.example").contains("ticket=");
    }

    /** Two lengths of one body: who believes the wrong one answers a request that nobody has sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: -1",
                "Content-Length: 5x",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked"
            })
    void lengthsThatContradict(String headers) {
        RawRequest request = RawRequest.of("POST", "/v1/folders", HOME.api());
        for (String header : headers.split("\r\n")) {
            request.header(header.split(": ")[0], header.split(": ")[1]);
        }

        assertThat(request.body("hello!").send().status()).isIn(400, 501);
    }

    /**
     * Medians, taken in turns: whether a login exists must not be read off the clock. Few tries for each login, or the
     * limit of wrong passwords would be measured.
     */
    @Test
    void unknownLoginsTakeAsLongAsWrongPasswords() {
        List<String> known = Stream.generate(Home::stranger)
                .limit(TRIES / 3)
                .map(Person::login)
                .toList();
        long[] right = new long[TRIES];
        long[] unknown = new long[TRIES];
        IntStream.range(0, TRIES).forEach(i -> {
            right[i] = nanosToRefuse(known.get(i % known.size()));
            unknown[i] = nanosToRefuse("nobody-" + i + "-at-all");
        });
        Arrays.sort(right);
        Arrays.sort(unknown);

        assertThat((double) unknown[TRIES / 2] / right[TRIES / 2]).isBetween(0.5, 2.0);
    }

    private static long nanosToRefuse(String login) {
        long start = System.nanoTime();
        int status =
                HOME.api().anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "wrong horse battery staple"}""".formatted(login)).status();
        assertThat(status).isEqualTo(401);
        return System.nanoTime() - start;
    }
}
