package dev.strata.query;

import dev.strata.testing.Await;
import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The query side's own application against an empty database; one for all tests of this module. */
public final class RunningQuerySide {
    static final Set<String> PROJECTIONS =
            Set.of("node", "version-history", "sharing", "star", "conflict", "comment", "audit-trail");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AccessTokens tokens;
    private final Path keys;
    private final ConfigurableApplicationContext context;

    private RunningQuerySide() {
        try {
            tokens = new AccessTokens();
            TestDatabase database = TestDatabase.fresh();
            keys = Files.createTempDirectory("strata-keys");
            context = QuerySideApplication.builder()
                    .run(
                            "--server.port=0",
                            "--spring.datasource.url=" + database.url(),
                            "--spring.datasource.username=" + database.user(),
                            "--spring.datasource.password=" + database.password(),
                            "--spring.datasource.hikari.maximum-pool-size=16",
                            "--strata.keys-dir=" + keys,
                            "--strata.keys.create-missing=true",
                            "--strata.tokens.jwks-url=" + tokens.jwksUrl());
        } catch (Exception e) {
            throw new IllegalStateException("the query side did not start", e);
        }
    }

    static RunningQuerySide shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        private static final RunningQuerySide INSTANCE = new RunningQuerySide();
    }

    /** Stops it before the database stops, once all tests have run; JUnit finds this by itself. */
    public static final class Closing implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext tests) {
            tests.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Closing.class, _ ->
                    (AutoCloseable) () -> shared().context.close());
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String property(String name) {
        return String.valueOf(context.getEnvironment().getProperty(name));
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** GET as somebody. */
    Answer get(Person reader, String path, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Authorization", "Bearer " + tokens.tokenOf(reader.account()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer post(Person reader, String path, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + tokens.tokenOf(reader.account()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The status of a GET whose target no decent client would send. */
    int rawStatus(Person reader, String target) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                            .formatted(target, tokens.tokenOf(reader.account()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    private int port() {
        return Integer.parseInt(property("local.server.port"));
    }

    Answer getAsNobody(String path) {
        return send(request(path));
    }

    /** GET as somebody who is more than a user. */
    Answer getAs(String role, Person reader, String path) {
        return as(tokens.tokenOf(reader.account(), role), "GET", path);
    }

    /** What the operator's command line would send. */
    Answer asOperator(String method, String path) {
        return as(operatorToken(), method, path);
    }

    Answer as(String token, String method, String path) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    String operatorToken() {
        try {
            return Files.readString(keys.resolve("operator-token")).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the side has made no operator token", e);
        }
    }

    String tokenOf(Person person) {
        return tokens.tokenOf(person.account());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    StreamingEventProcessor processor(String name) {
        return bean(EventProcessingConfiguration.class)
                .eventProcessor(name, StreamingEventProcessor.class)
                .orElseThrow();
    }

    /** Waits until every projection has stored everything that is in the log. */
    void awaitProjections() {
        Await.until(PATIENCE, "all projections are at the head of the log", () -> {
            long head = jdbc().sql("SELECT coalesce(max(global_index), -1) FROM log.event")
                    .query(Long.class)
                    .single();
            return PROJECTIONS.stream().allMatch(name -> isAt(name, head));
        });
    }

    private boolean isAt(String projection, long head) {
        return processor(projection).processingStatus().values().stream()
                .anyMatch(status -> status.getCurrentPosition().orElse(-1) >= head);
    }

    /**
     * All rows of all read tables, in an order that does not depend on when they were written. How often something was
     * written that may change who may do what is not among them.
     */
    Map<String, List<String>> rows() {
        List<String> tables = jdbc().sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'query' AND table_name NOT IN ('token_entry', 'flyway_schema_history', 'access_changes')
                        """).query(String.class).list();
        return tables.stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> jdbc().sql("SELECT CAST(t AS text) FROM query." + table + " t ORDER BY 1")
                                .query(String.class)
                                .list()));
    }
}
