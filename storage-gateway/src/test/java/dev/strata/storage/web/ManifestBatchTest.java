package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.manifest.Manifests;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Manifests of many small files in one body, through real HTTP. */
class ManifestBatchTest extends RunningGateway {
    private static final byte[] ONE = random(1000, 1);
    private static final byte[] TWO = random(2000, 2);

    @BeforeEach
    void sendChunks() throws Exception {
        put(ONE);
        put(TWO);
    }

    @Test
    void eachGetsTheReceiptThatItWouldGetAlone() throws Exception {
        HttpResponse<byte[]> answer = batch(SIDES.home(alice), List.of(content(ONE), content(TWO), content(TWO)));

        assertThat(answer.statusCode()).isEqualTo(201);
        List<JsonNode> stored = json(answer).path("manifests").valueStream().toList();
        assertThat(stored).hasSize(3);
        ContentReceipt first = receipt(stored.get(0));
        ContentReceipt second = receipt(stored.get(1));
        assertThat(first)
                .isEqualTo(new ContentReceipt(
                        alice, SIDES.home(alice), first.manifestId(), 1000, sha256(ONE), true, "image/png", null));
        assertThat(second.sha256()).isEqualTo(sha256(TWO));
        assertThat(receipt(stored.get(2))).isEqualTo(second);
        assertThat(manifests.open(first.manifestId()).head().size()).isEqualTo(1000);
        assertThat(manifests.open(second.manifestId()).head().size()).isEqualTo(2000);
    }

    @Test
    void oneThatLacksAChunkRefusesAll() throws Exception {
        byte[] three = random(3000, 3);

        HttpResponse<byte[]> answer = batch(SIDES.home(alice), List.of(content(ONE), content(three)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("chunks-missing");
        assertThat(json(answer).path("missing").toString())
                .isEqualTo("[\"%s\"]".formatted(ChunkId.ofBytes(three).hex()));
    }

    @Test
    void oneThatClaimsAnotherDigestRefusesAll() throws Exception {
        Map<String, Object> wrong = Map.of("profile", "test", "chunks", List.of(entry(ONE)), "sha256", sha256(TWO));

        HttpResponse<byte[]> answer = batch(SIDES.home(alice), List.of(content(TWO), wrong));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("digest-mismatch");
    }

    @Test
    void aBatchHasAThousandAtMost() throws Exception {
        List<Map<String, Object>> many = Collections.nCopies(1_001, content(ONE));

        assertThat(batch(SIDES.home(alice), many.subList(0, 1_000)).statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> tooMany = batch(SIDES.home(alice), many);
        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(code(tooMany)).isEqualTo("invalid-value");
    }

    @Test
    void anotherSpaceIsClosed() throws Exception {
        HttpResponse<byte[]> answer = batch(SIDES.home(AccountId.random()), List.of(content(ONE)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|invalid-value",
                "null|missing-field",
                "[null]|missing-field",
                "5|wrong-type",
                "[{'profile':'test','sha256':'00'}]|missing-field",
                "[{'profile':'test','chunks':null,'sha256':'00'}]|missing-field",
                "[{'profile':'test','chunks':[null],'sha256':'00'}]|missing-field",
                "[{'profile':'test','chunks':[],'sha256':'00'}]|invalid-value",
                "[{'profile':'test','chunks':[],'sha256':'EMPTY','leaves':[]}]|unknown-field",
            })
    void whatIsNoBatchIsRefused(String manifests, String code) throws Exception {
        String body = "{'spaceId':'%s','manifests':%s}"
                .formatted(SIDES.home(alice), manifests.replace("EMPTY", Manifests.EMPTY_SHA_256));

        HttpResponse<byte[]> answer = send(as(alice, "/v1/manifests/batch")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).as("%s", json(answer)).isEqualTo(code);
    }

    private void put(byte[] bytes) throws IOException, InterruptedException {
        send(as(alice, "/v1/chunks/%s?space=%s".formatted(ChunkId.ofBytes(bytes), SIDES.home(alice)))
                .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<byte[]> batch(SpaceId space, List<Map<String, Object>> contents)
            throws IOException, InterruptedException {
        return send(post(alice, "/v1/manifests/batch", Map.of("spaceId", space, "manifests", contents)));
    }

    private static Map<String, Object> content(byte[] chunk) {
        return Map.of(
                "profile", "test", "chunks", List.of(entry(chunk)), "sha256", sha256(chunk), "mediaType", "image/png");
    }

    private static Map<String, Object> entry(byte[] chunk) {
        return Map.of("id", ChunkId.ofBytes(chunk), "length", chunk.length);
    }

    private ContentReceipt receipt(JsonNode stored) throws Exception {
        return receipts.verify(stored.path("receipt").asString());
    }
}
