package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class CollectionOperationsTest extends RunningGateway {
    private static final String PATH = "/v1/operations/storage/collections";
    private static final Duration SOON = Duration.ofMinutes(1);

    @Autowired
    private SigningKeys keys;

    @Autowired
    private EventStore log;

    @Autowired
    private TransactionManager transactions;

    @Autowired
    private JdbcClient sql;

    private HttpRequest.Builder operator(String path) {
        String token = keys.find("operator-token").orElseThrow().strip();
        return anybody(path).header("Authorization", "Bearer " + token);
    }

    private JsonNode overview() throws IOException, InterruptedException {
        return json(send(operator(PATH).GET()));
    }

    private void awaitNoneRuns() {
        Await.until(
                SOON,
                "no collection runs",
                () -> overview()
                        .path("items")
                        .valueStream()
                        .noneMatch(one -> one.path("state").asString().equals("running")));
    }

    @AfterEach
    void resume() throws Exception {
        send(operator(PATH + "/pause").DELETE());
        awaitNoneRuns();
    }

    @Test
    void nobodyButTheOperatorCollects() throws Exception {
        assertThat(send(as(alice, PATH).POST(BodyPublishers.noBody())).statusCode())
                .isIn(401, 403);
        assertThat(send(anybody(PATH).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void theLogSaysWhatIsNeededAndACollectionRunsToItsEnd() throws Exception {
        NodeId node = NodeId.random();
        append(new FileCreated(
                node,
                SpaceId.random(),
                1L,
                NodeId.random(),
                "file",
                new FileContent(ManifestId.of("c".repeat(64)), 1L, "b".repeat(64), true, "text/plain", null)));
        Await.until(
                SOON,
                "the reference is there",
                () -> sql.sql("SELECT count(*) FROM storage.manifest_reference WHERE node_id = ?")
                                .param(node.value())
                                .query((row, _) -> row.getInt(1))
                                .single()
                        == 1);
        awaitNoneRuns();

        HttpResponse<byte[]> begun = send(operator(PATH + "?dryRun=true").POST(BodyPublishers.noBody()));

        assertThat(begun.statusCode()).isEqualTo(202);
        awaitNoneRuns();
        JsonNode newest = overview().path("items").path(0);
        assertThat(newest.path("id")).isEqualTo(json(begun).path("id"));
        assertThat(newest.path("state").asString()).isEqualTo("done");
        // The manifest was never uploaded.
        assertThat(newest.path("notes").toString()).contains("c".repeat(64));
    }

    @Test
    void noneBeginsWhileTheyArePaused() throws Exception {
        assertThat(send(operator(PATH + "/pause").PUT(BodyPublishers.noBody())).statusCode())
                .isEqualTo(204);
        HttpResponse<byte[]> refused = send(operator(PATH).POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("collections-paused");
        assertThat(overview().path("paused").asBoolean()).isTrue();
    }

    private void append(FileCreated event) {
        DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(null);
        work.attachTransaction(transactions);
        work.execute(() -> log.publish(
                new GenericDomainEventMessage<>("Node", event.nodeId().toString(), 0, event, Map.of())));
    }
}
