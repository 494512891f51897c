package dev.strata.sync;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.testing.Await;
import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sync projector, started as in production on a database of its own; events come in through the real event store. */
public final class SyncServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestDatabase database;
    private final Path keys;
    private final TokenIssuer issuer;
    private ConfigurableApplicationContext context;

    private SyncServer(TestDatabase database, Path keys, TokenIssuer issuer, String... arguments) {
        this.database = database;
        this.keys = keys;
        this.issuer = issuer;
        this.context = run(List.of(arguments));
    }

    /** The one that most tests share, each with accounts of its own. It ends with the JVM. */
    public static SyncServer shared() {
        return Shared.SERVER;
    }

    public static SyncServer start(String... arguments) {
        return new SyncServer(TestDatabase.fresh(), temporaryDirectory(), new TokenIssuer(), arguments);
    }

    /** A second process on the same database and keys, to be stopped before the first is closed. */
    public SyncServer another(String... arguments) {
        return new SyncServer(database, keys, issuer, arguments);
    }

    private static final class Shared {
        private static final SyncServer SERVER = start();

        private Shared() {}
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("strata-sync-test");
            directory.toFile().deleteOnExit();
            directory.resolve("cursor.key").toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--strata.keys-dir=" + keys,
                "--strata.keys.create-missing=true",
                "--strata.tokens.jwks-url=" + issuer.jwksUrl()));
        all.addAll(arguments);
        return SyncProjectorApplication.builder().run(all.toArray(String[]::new));
    }

    /** Stops the process and starts another on the same database and keys. */
    public void restart(String... arguments) {
        context.close();
        context = run(List.of(arguments));
    }

    public void stop() {
        context.close();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    public Home newHome() {
        return new Home(bean(EventStore.class), bean(org.axonframework.common.transaction.TransactionManager.class));
    }

    public String url(String scheme) {
        return "%s://127.0.0.1:%d"
                .formatted(
                        scheme,
                        ((ServletWebServerApplicationContext) context)
                                .getWebServer()
                                .getPort());
    }

    public String token(AccountId account, @Nullable DeviceId device, Duration validity) {
        return issuer.token(account, device, null, validity);
    }

    public String token(AccountId account) {
        return issuer.token(account, null, null, Duration.ofMinutes(15));
    }

    /** One that ends with its session. */
    public String token(AccountId account, UUID session) {
        return issuer.token(account, null, session, Duration.ofMinutes(15));
    }

    /** An answer, with its body read. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String text(String member) {
            return body.path(member).asString();
        }
    }

    public Answer get(AccountId caller, String path) {
        return send(request(caller, path).GET().build());
    }

    public Answer put(AccountId caller, String path, String json) {
        return send(request(caller, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    /** @param json no body if it is empty */
    public Answer send(AccountId caller, String method, String path, String json) {
        HttpRequest.Builder request = request(caller, path)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send((json.isEmpty() ? request : request.header("Content-Type", "application/json")).build());
    }

    public HttpRequest.Builder request(AccountId caller, String path) {
        return HttpRequest.newBuilder(URI.create(url("http") + path))
                .header("Authorization", "Bearer " + token(caller));
    }

    public static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), JSON.readTree(body.isEmpty() ? "null" : body), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the feed has everything that was appended. */
    public void settle() {
        Await.until(Duration.ofSeconds(60), "the feed has read the whole log", () -> {
            long last = sql().sql("SELECT coalesce(max(global_index), 0) FROM log.event")
                    .query(Long.class)
                    .single();
            return last == 0
                    || bean(dev.strata.platform.axon.ProjectionProgress.class)
                            .awaitPosition(
                                    bean(dev.strata.platform.axon.ProjectionGroups.class), last, Duration.ofSeconds(1));
        });
    }

    /** Reads the whole log again, as an operator would. */
    public void replay() {
        StreamingEventProcessor processor = bean(EventProcessingConfiguration.class)
                .eventProcessor("change-feed", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        processor.start();
        settle();
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
        database.close();
    }
}
