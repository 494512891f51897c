package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class StorageJobsTest extends RunningGateway {
    private static final String REBUILDS = "/v1/operations/storage/rebuilds";
    private static final String ROTATIONS = "/v1/operations/storage/rotations";
    private static final String COPIES = "/v1/operations/storage/copies";
    private static final Duration SOON = Duration.ofMinutes(1);

    @Autowired
    private SigningKeys keys;

    @Autowired
    private JdbcClient sql;

    private HttpRequest.Builder operator(String path) {
        String token = keys.find("operator-token").orElseThrow().strip();
        return anybody(path).header("Authorization", "Bearer " + token);
    }

    private JsonNode newest(String path) throws IOException, InterruptedException {
        return json(send(operator(path).GET())).path("items").path(0);
    }

    /** The report at its end. A collection may be running at first. */
    private JsonNode run(String path, String options) throws IOException, InterruptedException {
        AtomicReference<HttpResponse<byte[]>> begun = new AtomicReference<>();
        Await.until(SOON, "it begins", () -> {
            begun.set(send(operator(path + options).POST(BodyPublishers.noBody())));
            return begun.get().statusCode() != 409;
        });
        assertThat(begun.get().statusCode()).isEqualTo(202);
        Await.until(
                SOON,
                "it has ended",
                () -> !newest(path).path("state").asString().equals("running"));
        assertThat(newest(path).path("id")).isEqualTo(json(begun.get()).path("id"));
        return newest(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {REBUILDS, ROTATIONS, COPIES})
    void onlyTheOperatorMay(String path) throws Exception {
        assertThat(send(as(alice, path).POST(BodyPublishers.noBody())).statusCode())
                .isIn(401, 403);
        assertThat(send(anybody(path).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void everyFileIsReadAgainAfterTheIndexWasLost() throws Exception {
        byte[] small = random(1_000, 51);
        byte[] large = random(5_000_000, 52);
        upload(alice, "/small", small);
        upload(alice, "/large", large);
        sql.sql("TRUNCATE storage.data_key, storage.pack, storage.chunk, storage.chunk_in_space CASCADE")
                .update();
        assertThat(download(alice, "/large").statusCode()).isGreaterThanOrEqualTo(500);

        JsonNode report = run(REBUILDS, "?verify=true");

        assertThat(report.path("state").asString()).isEqualTo("done");
        assertThat(report.path("figures").path("packsAdded").asLong()).isPositive();
        assertThat(download(alice, "/small").body()).isEqualTo(small);
        assertThat(download(alice, "/large").body()).isEqualTo(large);
    }

    @Test
    void everyFileIsReadUnderTheNewKey() throws Exception {
        byte[] content = random(3_000_000, 53);
        upload(alice, "/content", content);
        UUID before = currentKey();

        assertThat(run(ROTATIONS, "").path("state").asString()).isEqualTo("done");

        assertThat(download(alice, "/content").body()).isEqualTo(content);
        byte[] more = random(1_000_000, 54);
        upload(alice, "/more", more);
        assertThat(currentKey()).isNotEqualTo(before);
        assertThat(download(alice, "/more").body()).isEqualTo(more);
    }

    @Test
    void aDomainThatHasNoKeyIsRefused() throws Exception {
        upload(alice, "/any", random(10, 55));
        HttpResponse<byte[]> refused =
                send(operator(ROTATIONS + "?domain=" + new UUID(1, 1)).POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("no-data-key");
        assertThat(send(operator(ROTATIONS + "?domain=x").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aStoreThatIsNotConfiguredIsRefused() throws Exception {
        HttpResponse<byte[]> refused =
                send(operator(COPIES + "?from=disk&to=s3").POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("unknown-store");
        assertThat(send(operator(COPIES).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(400);
    }

    @Test
    void noneBeginsWhileItIsPaused() throws Exception {
        upload(alice, "/any", random(10, 56));
        assertThat(send(operator(ROTATIONS + "/pause").PUT(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<byte[]> refused = send(operator(ROTATIONS).POST(BodyPublishers.noBody()));
        assertThat(code(refused)).isEqualTo("job-paused");
        assertThat(json(send(operator(ROTATIONS).GET())).path("paused").asBoolean())
                .isTrue();
        assertThat(send(operator(ROTATIONS + "/pause").DELETE()).statusCode()).isEqualTo(204);
        assertThat(run(ROTATIONS, "").path("state").asString()).isEqualTo("done");
    }

    private UUID currentKey() {
        return sql.sql("SELECT key_id FROM storage.data_key WHERE retired_at IS NULL")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }
}
