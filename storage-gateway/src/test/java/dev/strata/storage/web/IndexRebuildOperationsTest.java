package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class IndexRebuildOperationsTest extends RunningGateway {
    private static final String PATH = "/v1/operations/storage/rebuilds";
    private static final Duration SOON = Duration.ofMinutes(1);

    @Autowired
    private SigningKeys keys;

    @Autowired
    private JdbcClient sql;

    private HttpRequest.Builder operator(String path) {
        String token = keys.find("operator-token").orElseThrow().strip();
        return anybody(path).header("Authorization", "Bearer " + token);
    }

    private JsonNode newest() throws IOException, InterruptedException {
        return json(send(operator(PATH).GET())).path("items").path(0);
    }

    /** A collection may be running. */
    private HttpResponse<byte[]> rebuild() {
        AtomicReference<HttpResponse<byte[]>> answer = new AtomicReference<>();
        Await.until(SOON, "a rebuild begins", () -> {
            answer.set(send(operator(PATH + "?verify=true").POST(BodyPublishers.noBody())));
            return answer.get().statusCode() != 409;
        });
        return answer.get();
    }

    @Test
    void nobodyButTheOperatorRebuilds() throws Exception {
        assertThat(send(as(alice, PATH).POST(BodyPublishers.noBody())).statusCode())
                .isIn(401, 403);
        assertThat(send(anybody(PATH).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void everyFileIsReadAgainAfterTheIndexWasLost() throws Exception {
        byte[] small = random(1_000, 51);
        byte[] large = random(5_000_000, 52);
        upload(alice, "/small", small);
        upload(alice, "/large", large);
        sql.sql("TRUNCATE storage.data_key, storage.pack, storage.chunk, storage.chunk_in_space")
                .update();
        assertThat(download(alice, "/large").statusCode()).isGreaterThanOrEqualTo(500);

        HttpResponse<byte[]> begun = rebuild();

        assertThat(begun.statusCode()).isEqualTo(202);
        Await.until(
                SOON, "it has ended", () -> !newest().path("state").asString().equals("running"));
        assertThat(newest().path("id")).isEqualTo(json(begun).path("id"));
        assertThat(newest().path("state").asString()).isEqualTo("done");
        assertThat(newest().path("figures").path("packsAdded").asLong()).isPositive();
        assertThat(download(alice, "/small").body()).isEqualTo(small);
        assertThat(download(alice, "/large").body()).isEqualTo(large);
    }
}
