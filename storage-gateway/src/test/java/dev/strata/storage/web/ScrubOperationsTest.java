package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ScrubOperationsTest extends RunningGateway {
    private static final String SCRUB = "/v1/operations/storage/scrub";
    private static final String DAMAGE = "/v1/operations/storage/damage";
    private static final Duration SOON = Duration.ofMinutes(3);

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

    private JsonNode status(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/verification" + path).GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private ContentReceipt stored(String path) {
        return Objects.requireNonNull(SIDES.file(alice, path)).content();
    }

    private void scrub() throws IOException, InterruptedException {
        assertThat(send(operator(SCRUB).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(202);
        Await.until(
                SOON,
                "nothing is due",
                () -> json(send(operator(SCRUB).GET()))
                                .path("due")
                                .path("packs")
                                .asInt(-1)
                        == 0);
    }

    private JsonNode damage() throws IOException, InterruptedException {
        return json(send(operator(DAMAGE).GET())).path("items");
    }

    @Test
    void nobodyButTheOperatorSeesTheStore() throws Exception {
        for (String path : List.of(SCRUB, DAMAGE)) {
            assertThat(send(as(alice, path).GET()).statusCode()).isIn(401, 403);
            assertThat(send(anybody(path).GET()).statusCode()).isEqualTo(401);
        }
        assertThat(code(send(operator(DAMAGE + "?cursor=x").GET()))).isEqualTo("invalid-value");
    }

    @Test
    void whoMayNotReadAFileLearnsNothing() throws Exception {
        upload(alice, "/secret.bin", random(1000, 77));
        HttpResponse<byte[]> answer =
                send(as(AccountId.random(), "/v1/verification/secret.bin").GET());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(send(anybody("/v1/verification/secret.bin").GET()).statusCode())
                .isEqualTo(401);
        assertThat(code(send(as(alice, "/v1/verification/folder").GET()))).isEqualTo("not-a-file");
    }

    @Test
    void aFileIsVerifiedThenDamagedThenHealedByTheClient() throws Exception {
        byte[] bytes = random(50_000, 78);
        upload(alice, "/photo.bin", bytes);
        ContentReceipt content = stored("/photo.bin");
        NodeId node = NodeId.random();
        append(node, content);

        scrub();
        JsonNode good = status("/photo.bin");
        assertThat(good.path("chunks").asInt()).isPositive();
        assertThat(good.path("verified").asInt()).isEqualTo(good.path("chunks").asInt());
        assertThat(good.path("verifiedSince").isString()).isTrue();

        damage(content);
        scrub();
        assertThat(status("/photo.bin").path("bad").asInt()).isEqualTo(1);
        assertThat(status("/photo.bin").path("verifiedSince").isNull()).isTrue();
        assertThat(damage().toString()).contains(node.toString());
        String chunk = sha256(bytes);
        assertThat(missing(chunk).toString()).contains(chunk);

        HttpResponse<byte[]> again = send(as(alice, "/v1/chunks/" + chunk + "?space=" + SIDES.home(alice))
                .PUT(BodyPublishers.ofByteArray(bytes)));

        assertThat(again.statusCode()).isBetween(200, 201);
        assertThat(missing(chunk)).isEmpty();
        assertThat(damage().toString()).doesNotContain(node.toString());
        scrub();
        assertThat(status("/photo.bin").path("verified"))
                .isEqualTo(status("/photo.bin").path("chunks"));
        assertThat(download(alice, "/photo.bin").body()).isEqualTo(bytes);
    }

    @Test
    void aFileOfWhichTheIndexHasLostSomethingIsDamaged() throws Exception {
        byte[] bytes = random(60_000, 80);
        NodeId node = NodeId.random();
        upload(alice, "/lost.bin", bytes);
        append(node, stored("/lost.bin"));

        byte[] chunk = ChunkId.ofBytes(bytes).digest();
        sql.sql("DELETE FROM storage.chunk_in_space WHERE chunk_id = ?")
                .param(chunk)
                .update();
        sql.sql("DELETE FROM storage.chunk WHERE chunk_id = ?").param(chunk).update();

        assertThat(damage().toString()).contains(node.toString());
        upload(alice, "/lost-again.bin", bytes);
        assertThat(damage().toString()).doesNotContain(node.toString());
    }

    @Test
    void sendingTheWholeFileAgainHealsIt() throws Exception {
        byte[] bytes = random(60_000, 79);
        upload(alice, "/again.bin", bytes);
        damage(stored("/again.bin"));
        scrub();
        assertThat(download(alice, "/again.bin").statusCode()).isEqualTo(502);

        upload(alice, "/another.bin", bytes);

        assertThat(download(alice, "/again.bin").body()).isEqualTo(bytes);
        assertThat(status("/again.bin").path("bad").asInt()).isZero();
    }

    private JsonNode missing(String chunk) throws IOException, InterruptedException {
        return json(send(
                        post(alice, "/v1/chunks/missing", Map.of("spaceId", SIDES.home(alice), "ids", List.of(chunk)))))
                .path("missing");
    }

    private void append(NodeId node, ContentReceipt content) {
        FileCreated event = new FileCreated(
                node,
                SIDES.home(alice),
                1L,
                NodeId.random(),
                "file",
                new FileContent(
                        content.manifestId(), content.size(), content.sha256(), true, content.mediaType(), null));
        DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(null);
        work.attachTransaction(transactions);
        work.execute(() -> log.publish(new GenericDomainEventMessage<>("Node", node.toString(), 0, event, Map.of())));
        Await.until(
                SOON,
                "the reference is there",
                () -> sql.sql("SELECT count(*) FROM storage.manifest_reference WHERE node_id = ?")
                                .param(node.value())
                                .query((row, _) -> row.getInt(1))
                                .single()
                        == 1);
    }
}
