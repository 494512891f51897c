package dev.strata.endtoend.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Gateway;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.Routes;
import dev.strata.endtoend.process.Sides;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The nginx of {@code infra/gateway}, started for real, in front of one process and of four. */
class GatewayIT {
    private static final byte[] CONTENT = Bytes.random(11, 20_000_000);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Function<Jar, URI> STANDALONE = _ -> Guarded.process().url();

    @BeforeAll
    static void skipWithoutNginx() {
        assumeTrue(Gateway.isPossible(), "skipped: there is no nginx on this machine");
    }

    @Test
    void oneProcessBehindIt() {
        try (Gateway gateway = new Gateway(STANDALONE)) {
            drive(gateway);
        }
    }

    @Test
    void fourProcessesBehindIt() {
        try (Sides sides = Sides.startAll();
                Gateway gateway = new Gateway(sides::url)) {
            drive(gateway);
            assertThat(wronglyRouted(sides)).isEmpty();
        }
    }

    private static void drive(Gateway gateway) {
        Api api = Api.at(gateway.url(), gateway.client());
        Person anna = Person.signUp(api);
        Answer file = anna.upload("holiday.mov", CONTENT).is(201);
        String seen = file.text("id") + "@1";

        assertThat(file.text("sha256")).isEqualTo(Bytes.sha256(CONTENT));
        assertThat(file.header("Strict-Transport-Security")).startsWith("max-age=");
        assertThat(anna.children(anna.root(), "Strata-At-Least", seen)).hasSize(1);
        Answer range = anna.api()
                .get("/v1/content/holiday.mov", "Strata-At-Least", seen, "Range", "bytes=1000000-1999999")
                .is(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 1_000_000, 2_000_000));
        assertThat(anna.api().get("/v1/content/holiday.mov").is(200).body()).isEqualTo(CONTENT);
        String location = anna.api()
                .get("/v1/files/%s/content".formatted(file.text("id")))
                .is(307)
                .header("Location");
        assertThat(api.get(location).is(200).body()).isEqualTo(CONTENT);
        anna.api().get("/v1/paths/h%C3%B6lle%20%25%3B%2B.txt").isProblem(404, "node-not-found");
        WebSocket socket = gateway.client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + anna.api().token())
                .subprotocols("strata.feed.v1")
                .buildAsync(
                        URI.create(gateway.url().toString().replace("https", "wss") + "/v1/socket"),
                        new WebSocket.Listener() {})
                .join();
        assertThat(socket.getSubprotocol()).isEqualTo("strata.feed.v1");
        socket.abort();
        api.get("/v1/operations/projections").isProblem(404, "gateway");
        api.get("/actuator/prometheus").isProblem(404, "gateway");
    }

    /** Each side says in its API document what it answers. */
    private static List<String> wronglyRouted(Sides sides) {
        Routes routes = Routes.read();
        List<String> wrong = new ArrayList<>();
        for (Jar side : List.of(Jar.COMMAND_SIDE, Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR)) {
            Api.at(sides.url(side))
                    .get("/v3/api-docs")
                    .is(200)
                    .json()
                    .path("paths")
                    .forEachEntry((path, operations) -> operations.forEachEntry((name, _) -> {
                        String method = name.toUpperCase(Locale.ROOT);
                        Jar found = routes.sideOf(method, path.replaceAll("\\{\\w+}", "x"));
                        if (found != side) {
                            wrong.add("%s %s is of %s, and goes to %s".formatted(method, path, side, found));
                        }
                    }));
        }
        return wrong;
    }

    /** While half of a body is still to come, Strata already reads the other half. */
    @Test
    void bodiesPassAsTheyCome() throws IOException {
        try (Gateway gateway = new Gateway(STANDALONE)) {
            Person anna = Person.signUp(Api.at(gateway.url(), gateway.client()));
            String upload = anna.api().post("/v1/uploads", """
                    {"path": "/slow.bin", "length": 2000000}""").is(201).text("uploadId");
            try (SSLSocket socket = gateway.connect("localhost")) {
                OutputStream out = socket.getOutputStream();
                out.write("""
                        PATCH /v1/uploads/%s HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Content-Type: application/offset+octet-stream\r
                        Upload-Offset: 0\r
                        Content-Length: 2000000\r
                        \r
                        """.formatted(upload, anna.api().token()).getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[1_000_000]);
                out.flush();

                Await.until(SOON, "Strata has begun with the first half", GatewayIT::receivesBytes);
            }
        }
    }

    private static boolean receivesBytes() {
        byte[] metrics = Api.at(Guarded.process().url())
                .get("/actuator/prometheus")
                .is(200)
                .body();
        return new String(metrics, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("strata_memory_reserved{budget=\"upload\""))
                .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0);
    }

    @Test
    void nothingOlderThanTls13AndNoOtherName() throws IOException {
        try (Gateway gateway = new Gateway(STANDALONE)) {
            try (SSLSocket old = gateway.connect("localhost")) {
                old.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
            }
            try (SSLSocket other = gateway.connect("evil.example")) {
                assertThatThrownBy(other::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
            Api plain = Api.at(gateway.plainUrl());
            assertThat(plain.get("/s/link?x=1").is(301).header("Location")).isEqualTo("https://localhost/s/link?x=1");
            plain.get("/v1/me").is(403);
        }
    }

    /** What a client says of itself is not what Strata hears. */
    @Test
    void clientsCannotMakeThemselvesUp() {
        try (Gateway gateway = new Gateway(STANDALONE)) {
            Person anna = Person.signUp(Api.at(gateway.url(), gateway.client()));
            String folder = anna.api()
                    .post(
                            "/v1/folders",
                            """
                            {"parentId": "%s", "name": "new"}""".formatted(anna.root()),
                            "X-Forwarded-For",
                            "203.0.113.7",
                            "Forwarded",
                            "for=203.0.113.7")
                    .is(201)
                    .text("id");

            assertThat(anna.api()
                            .get("/v1/audit?node=" + folder, "Strata-At-Least", folder + "@1")
                            .text("items/0/address"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whoeverDripsHisHeadIsHungUpOn() throws IOException {
        try (Gateway gateway = new Gateway(STANDALONE);
                SSLSocket socket = gateway.connect("localhost")) {
            socket.setSoTimeout(500);
            OutputStream out = socket.getOutputStream();
            out.write("GET /v1/me HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            boolean[] ended = new boolean[1];
            Await.until(SOON, "hung up on", () -> {
                try {
                    ended[0] = socket.getInputStream().read() < 0;
                    return ended[0];
                } catch (java.net.SocketTimeoutException nothingYet) {
                    try {
                        out.write('a');
                        return false;
                    } catch (IOException closed) {
                        return true;
                    }
                } catch (IOException closed) {
                    return true;
                }
            });
        }
    }

    @Test
    void bodyThatIsTooLongIsRefusedAtOnce() {
        try (Gateway gateway = new Gateway(STANDALONE)) {
            Person anna = Person.signUp(Api.at(gateway.url(), gateway.client()));

            anna.api().post("/v1/folders", " ".repeat(1_100_000)).isProblem(413, "body-too-large");
            anna.api().post("/v1/folders", " ".repeat(3_000_000)).isProblem(413, "gateway");
            assertThat(anna.api()
                            .exchange(anna.api().request("/v1/me").build(), BodyHandlers.discarding())
                            .version())
                    .isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
        }
    }
}
