package dev.strata.endtoend.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.http.RawRequest;
import dev.strata.endtoend.process.StrataProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request meets before anybody asks what it is about. */
class EdgesIT {
    private static final StrataProcess STRATA = Guarded.process();
    private static final Person PERSON = Person.signUp(STRATA.url());
    private static final int DRIPS_MAX = 100;
    private static final Person DEFAULTS = Person.signUp(StrataProcess.shared().url());

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/v1/me", "/v1/nothing", "/v3/api-docs", "/v1/paths/%2F", "/%00"})
    void everyAnswerTellsBrowsersWhatNotToDo(String target) {
        Answer answer = RawRequest.of("GET", target, PERSON.api()).send();

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/sessions", "/v1/changes", "/v1/search?q=a", "/v1/nothing"})
    void nobodyOnTheWayKeepsWhatIsSomebodys(String target) {
        Answer answer = RawRequest.of("GET", target, PERSON.api()).send();

        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void bytesAreForTheOneWhoAskedAlone() {
        String id = PERSON.upload("private.txt", new byte[] {1}).is(201).text("id");
        String seen = id + "@1";
        String ticket = PERSON.api()
                .get("/v1/files/%s/content".formatted(id), "Strata-At-Least", seen)
                .is(307)
                .header("Location");

        for (String target : List.of("/v1/content/private.txt", ticket)) {
            assertThat(PERSON.api().get(target).is(200).header("Cache-Control")).containsAnyOf("private", "no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/env",
                "/beans",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/mappings",
                "/configprops",
                "/metrics",
                "/shutdown",
                "/flyway",
                "/scheduledtasks",
                "/httpexchanges",
                "/info",
                "/caches",
                "/conditions"
            })
    void nothingOfTheInsideIsShown(String endpoint) {
        assertThat(PERSON.api().anonymous().get("/actuator" + endpoint).status())
                .isEqualTo(401);
        assertThat(PERSON.api().get("/actuator" + endpoint).status()).isEqualTo(404);
        assertThat(PERSON.api().post("/actuator" + endpoint, "{}").status()).isEqualTo(404);
    }

    @Test
    void measuresAreForTheListedAddresses() {
        Api api = PERSON.api();

        api.anonymous().get("/actuator/prometheus").is(200);
        api.anonymous()
                .get("/actuator/prometheus", "X-Forwarded-For", "203.0.113.7")
                .isProblem(401, "not-signed-in");
        api.get("/actuator/prometheus", "X-Forwarded-For", "203.0.113.7").isProblem(403, "forbidden");
        assertThat(api.anonymous().get("/actuator/health").is(200).json().propertyNames())
                .doesNotContain("components");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "6.6.6.6", "localhost.evil.example", "127.0.0.2"})
    void otherHost(String host) {
        RawRequest.of("GET", "/v1/me", DEFAULTS.api()).host(host).send().isProblem(421, "unknown-host");
    }

    @Test
    void hostThatTheOperatorHasListed() {
        RawRequest.of("GET", "/v1/me", PERSON.api())
                .host("drive.example.org")
                .send()
                .is(200);
        RawRequest.of("GET", "/v1/me", DEFAULTS.api())
                .host("drive.example.org")
                .send()
                .isProblem(421, "unknown-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,b", "a\u0000b", "a/b"})
    void hostThatIsNone(String host) {
        RawRequest.of("GET", "/v1/me", PERSON.api()).host(host).send().isProblem(400, "bad-request");
    }

    /** The last address that is not the proxy's: what stands before it, the client may have written. */
    @Test
    void clientBehindTheProxy() {
        Person person = Person.signUp(STRATA.url());
        String folder = named(person, "6.6.6.6, 203.0.113.7, 127.0.0.1");

        assertThat(addressOf(person, folder)).isEqualTo("203.0.113.7");
    }

    @Test
    void nobodyElseIsBelieved() {
        Person person = Person.signUp(StrataProcess.shared().url());
        String folder = named(person, "203.0.113.7");

        assertThat(addressOf(person, folder)).isEqualTo("127.0.0.1");
    }

    private static String named(Person person, String forwardedFor) {
        return person.api()
                .post("/v1/folders", """
                        {"parentId": "%s", "name": "new"}""".formatted(person.root()), "X-Forwarded-For", forwardedFor)
                .is(201)
                .text("id");
    }

    private static String addressOf(Person person, String folder) {
        return person.api()
                .get("/v1/audit?node=" + folder, "Strata-At-Least", folder + "@1")
                .is(200)
                .text("items/0/address");
    }

    @Test
    void pageOfAnAllowedOrigin() {
        Answer preflight = preflight(PERSON.api(), Guarded.ORIGIN).is(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(Guarded.ORIGIN);
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("authorization");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();

        Answer answer = PERSON.api().get("/v1/me", "Origin", Guarded.ORIGIN).is(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(Guarded.ORIGIN);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
    }

    @Test
    void pageOfAnotherOrigin() {
        Answer preflight = preflight(PERSON.api(), "https://evil.example");

        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void noOtherOriginUnlessConfigured() {
        Answer answer =
                DEFAULTS.api().get("/v1/me", "Origin", "https://evil.example").is(200);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight(DEFAULTS.api(), "https://evil.example").status()).isEqualTo(401);
    }

    private static Answer preflight(Api api, String origin) {
        return api.anonymous()
                .send(
                        "OPTIONS",
                        "/v1/me",
                        BodyPublishers.noBody(),
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "authorization");
    }

    static Stream<String> bombs() {
        return Stream.of(
                "[".repeat(400_000),
                "{\"a\":".repeat(100_000),
                "{\"name\": " + "[".repeat(900) + "]".repeat(900) + "}",
                "{\"path\": \"/a\", \"size\": " + "9".repeat(900_000) + "}",
                "{\"path\": \"/a\", \"size\": 1e999999999}",
                "{\"path\": \"/a\", \"size\": 1." + "0".repeat(5_000) + "1}",
                "{\"path\": \"/a\", \"path\": \"/b\", \"size\": \"\\uD800\"}",
                "{\"" + "a".repeat(900_000) + "\": 1}",
                "\"" + "a".repeat(900_000) + "\"",
                "\u0000".repeat(100));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void bomb(String json) {
        Answer answer = PERSON.api().post("/v1/placements", json);

        answer.isProblem(400, answer.text("code"));
    }

    @Test
    void largestBody() {
        Api api = PERSON.api();
        String small = "{\"path\": \"/a\"}";

        api.post("/v1/placements", small + " ".repeat((1 << 20) - small.length()))
                .is(200);
        api.post("/v1/placements", small + " ".repeat((1 << 20) - small.length() + 1))
                .isProblem(413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/placements", "/v1/chunks/missing"})
    void compressedBody(String path) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(new byte[50_000_000]);
        }

        PERSON.api()
                .send(
                        "POST",
                        path,
                        BodyPublishers.ofByteArray(compressed.toByteArray()),
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip")
                .isProblem(415, "body-encoded");
    }

    @Test
    void urlAndHeadersAtTheirLimits() {
        Api api = PERSON.api();

        RawRequest.of("GET", "/v1/me?" + "a".repeat(30_000), api).send().is(200);
        RawRequest.of("GET", "/v1/me?" + "a".repeat(40_000), api).send().isProblem(400, "bad-request");
        RawRequest.of("GET", "/v1/me", api)
                .header("X-Long", "a".repeat(30_000))
                .send()
                .is(200);
        RawRequest.of("GET", "/v1/me", api)
                .header("X-Long", "a".repeat(40_000))
                .send()
                .isProblem(400, "bad-request");
        RawRequest many = RawRequest.of("GET", "/v1/me", api);
        for (int i = 0; i < 200; i++) {
            many.header("X-" + i, "a");
        }
        many.send().isProblem(400, "bad-request");
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws IOException {
        for (String begun : List.of("", "GET /v1/me HTTP/1.1\r\nHost: loc")) {
            try (Socket socket = new Socket(STRATA.url().getHost(), STRATA.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(2_000);
            }
        }
    }

    /** A byte now and then keeps the connection from being silent, and yet it ends. */
    @Test
    void bodyThatDrips() throws IOException {
        try (Socket socket = new Socket(STRATA.url().getHost(), STRATA.port())) {
            socket.setSoTimeout(200);
            OutputStream out = socket.getOutputStream();
            out.write("""
                    POST /v1/tokens HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: 1000\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));

            String answer = drip(socket);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("body-too-slow");
        }
    }

    /** Sends a space whenever nothing has come for as long as the socket waits; reads what comes until the other side hangs up. */
    private static String drip(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int sent = 0; sent < DRIPS_MAX; ) {
            try {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
                answer.write(next);
            } catch (SocketTimeoutException nothingYet) {
                socket.getOutputStream().write(' ');
                sent++;
            } catch (SocketException hungUp) {
                return answer.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("a body that drips is waited for without end: " + answer);
    }
}
