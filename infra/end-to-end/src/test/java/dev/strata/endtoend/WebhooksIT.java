package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks that fails, and a server that is killed meanwhile. */
class WebhooksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FILES = 30;

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final HttpServer receiver = listen();
    private volatile int status = 204;

    private HttpServer listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hook", this::take);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
            tries.merge(exchange.getRequestHeaders().getFirst("webhook-id"), 1, Integer::sum);
            int code = status;
            if (code == 204) {
                taken.add(event);
            }
            exchange.sendResponseHeaders(code, -1);
        }
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    private static StrataProcess strata(String name, int port, String... more) {
        return StrataProcess.start(
                name,
                Stream.concat(
                                Stream.of(
                                        "-Xmx512m",
                                        "-Dstrata.webhooks.ports=" + port,
                                        "-Dstrata.webhooks.allow-http=true",
                                        "-Dstrata.webhooks.retry-first=50ms"),
                                Arrays.stream(more))
                        .toList());
    }

    private String url() {
        return "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort());
    }

    @Test
    void killsAndFailuresLoseNothingAndKeepTheOrderOfEachFile() {
        try (StrataProcess strata =
                strata("webhooks", receiver.getAddress().getPort(), "-Dstrata.webhooks.allow-networks=127.0.0.1")) {
            Person anna = Person.signUp(strata.url());
            Answer root = anna.upload("first.txt", bytes("first")).is(201);
            String hook = anna.api()
                    .post(
                            "/v1/webhooks",
                            "{\"url\": \"%s\"}".formatted(url()),
                            "Strata-At-Least",
                            root.text("id") + "@1")
                    .is(201)
                    .text("webhook/id");
            status = 503;
            Map<String, Long> versions = new HashMap<>();
            for (int i = 0; i < FILES; i++) {
                String path = "file-%d.txt".formatted(i);
                Answer made = anna.upload(path, bytes("one " + i)).is(201);
                Answer changed = anna.api()
                        .putBytes("/v1/content/" + path, bytes("two " + i), "If-Match", made.header("ETag"))
                        .is(200);
                versions.put(made.text("id"), changed.number("version"));
                if (i == FILES / 2) {
                    strata.kill();
                    strata.restart();
                }
            }
            Await.until(PATIENCE, "the receiver to be tried", () -> !tries.isEmpty());
            strata.kill();
            status = 204;
            strata.restart();

            Await.until(PATIENCE, "every version to be told of", () -> told().equals(expected(versions)));
            assertThat(inOrderOfEachFile()).isTrue();
            Await.until(
                    PATIENCE,
                    "nothing to wait",
                    () -> anna.api().get("/v1/webhooks/" + hook).is(200).number("pending") == 0);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private TreeSet<String> told() {
        return taken.stream()
                .map(event -> event.path("subject").asString() + "@"
                        + event.path("data").path("version").asLong())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> expected(Map<String, Long> versions) {
        TreeSet<String> all = new TreeSet<>();
        versions.forEach((file, last) ->
                IntStream.rangeClosed(1, last.intValue()).forEach(version -> all.add(file + "@" + version)));
        return all;
    }

    /** What comes twice comes after it came once; nothing comes before what was before it. */
    private boolean inOrderOfEachFile() {
        Map<String, Long> highest = new HashMap<>();
        return taken.stream().allMatch(event -> {
            String file = event.path("subject").asString();
            long version = event.path("data").path("version").asLong();
            long before = highest.merge(file, version, Math::max);
            return version <= before && (version == 1 || hasSeen(event, file, version - 1));
        });
    }

    private boolean hasSeen(JsonNode until, String file, long version) {
        for (JsonNode event : taken) {
            if (event == until) {
                return false;
            }
            if (event.path("subject").asString().equals(file)
                    && event.path("data").path("version").asLong() == version) {
                return true;
            }
        }
        return false;
    }

    @Test
    void notificationsOutliveAReceiverThatIsDownAndAServerThatIsKilled() {
        try (StrataProcess strata = strata(
                "webhooks-told", receiver.getAddress().getPort(), "-Dstrata.webhooks.allow-networks=127.0.0.1")) {
            Person anna = Person.signUp(strata.url());
            Person ben = Person.signUp(strata.url());
            ben.api()
                    .post("/v1/webhooks", "{\"url\": \"%s\", \"of\": \"notifications\"}".formatted(url()))
                    .is(201);
            status = 503;
            String folder = anna.folder(anna.root(), "plans");
            String gone = anna.folder(anna.root(), "secrets");
            share(anna, folder, ben);
            share(anna, gone, ben);
            Await.until(PATIENCE, "the receiver to be tried", () -> !tries.isEmpty());
            Await.until(PATIENCE, "the names", () -> notifications(ben).contains("secrets"));
            anna.api()
                    .delete("/v1/nodes/%s/grants/%s".formatted(gone, ben.accountId()))
                    .is(204);
            Await.until(PATIENCE, "one to be gone", () -> !notifications(ben).contains("secrets"));
            strata.kill();
            status = 204;
            strata.restart();

            Await.until(PATIENCE, "both to be told of", () -> subjects().equals(new TreeSet<>(List.of(folder, gone))));
            assertThat(taken).allSatisfy(event -> {
                assertThat(event.path("type").asString()).isEqualTo("dev.strata.notification.shared.v1");
                assertThat(event.path("source").asString()).isEqualTo("/accounts/" + ben.accountId());
                assertThat(event.toString()).doesNotContain("secrets");
            });
            assertThat(taken)
                    .anyMatch(event -> event.at("/data/node/name").asString().equals("plans"));
        }
    }

    private static void share(Person owner, String folder, Person with) {
        String grant = "/v1/nodes/%s/grants/%s".formatted(folder, with.accountId());
        assertThat(owner.api().put(grant, "{\"role\": \"viewer\"}").status()).isBetween(200, 204);
    }

    private static String notifications(Person person) {
        return person.api().get("/v1/notifications").is(200).json().toString();
    }

    private TreeSet<String> subjects() {
        return taken.stream()
                .map(event -> event.path("subject").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theServersOwnNetworkIsOutOfReach() {
        try (StrataProcess strata =
                strata("webhooks-guard", receiver.getAddress().getPort())) {
            Person anna = Person.signUp(strata.url());
            String id = anna.upload("first.txt", bytes("first")).is(201).text("id");
            anna.api()
                    .post("/v1/webhooks", "{\"url\": \"%s\"}".formatted(url()), "Strata-At-Least", id + "@1")
                    .isProblem(422, "webhook-url-refused");
            String byName = url().replace("127.0.0.1", "localhost");
            String hook = anna.api()
                    .post("/v1/webhooks", "{\"url\": \"%s\"}".formatted(byName))
                    .is(201)
                    .text("webhook/id");
            anna.upload("second.txt", bytes("second")).is(201);
            Await.until(
                    PATIENCE,
                    "the refusal",
                    () -> anna.api()
                            .get("/v1/webhooks/" + hook)
                            .text("lastError")
                            .equals("address-not-allowed"));
            assertThat(tries).isEmpty();
        }
    }
}
