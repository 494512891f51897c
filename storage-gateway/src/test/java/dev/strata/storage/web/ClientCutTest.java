package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.manifest.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks and manifests of clients that cut files themselves, through real HTTP. */
class ClientCutTest extends RunningGateway {
    private static final byte[] ONE = random(1000, 1);
    private static final byte[] TWO = random(2000, 2);

    @Test
    void aChunkIsNewOnce() throws Exception {
        assertThat(put(alice, ONE).statusCode()).isEqualTo(201);
        assertThat(put(alice, ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyWhatTheSpaceLacksIsMissing() throws Exception {
        put(alice, ONE);

        HttpResponse<byte[]> answer = missing(alice, SIDES.home(alice), id(ONE), id(TWO), id(TWO));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).toString()).isEqualTo("{\"missing\":[\"%s\"]}".formatted(id(TWO)));
    }

    /** Existence must not leak, and a hash must not be enough to obtain bytes. */
    @Test
    void whatOthersHaveIsMissing() throws Exception {
        AccountId bob = AccountId.random();
        put(bob, ONE);

        assertThat(json(missing(alice, SIDES.home(alice), id(ONE))).path("missing"))
                .hasSize(1);
        assertThat(manifest(alice, SIDES.home(alice), sha256(ONE), ONE).statusCode())
                .isEqualTo(409);
        assertThat(put(alice, ONE).statusCode()).isEqualTo(201);
    }

    @Test
    void anotherSpaceIsClosed() throws Exception {
        SpaceId other = SIDES.home(AccountId.random());

        assertForbidden(missing(alice, other, id(ONE)));
        assertForbidden(put(alice, other, id(ONE), ONE));
        assertForbidden(many(alice, other, record(ONE)));
        assertForbidden(manifest(alice, other, Manifests.EMPTY_SHA_256));
        assertForbidden(missing(alice, SpaceId.random(), id(ONE)));
    }

    @Test
    void bytesWithAnotherHashAreRefused() throws Exception {
        HttpResponse<byte[]> answer = put(alice, SIDES.home(alice), id(TWO), ONE);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("wrong-hash");
        assertThat(json(missing(alice, SIDES.home(alice), id(ONE), id(TWO))).path("missing"))
                .hasSize(2);
    }

    @Test
    void aChunkHasALimitedLength() throws Exception {
        byte[] largest = random(CHUNK, 3);
        byte[] tooLarge = random(CHUNK + 1, 4);

        assertThat(put(alice, largest).statusCode()).isEqualTo(201);
        assertThat(put(alice, tooLarge).statusCode()).isEqualTo(413);
        assertThat(put(alice, new byte[0]).statusCode()).isEqualTo(422);
    }

    @Test
    void aChunkOfUnknownLengthHasTheSameLimit() throws Exception {
        assertThat(putStreamed(random(CHUNK, 5)).statusCode()).isEqualTo(201);
        assertThat(putStreamed(random(CHUNK + 1, 6)).statusCode()).isEqualTo(413);
    }

    @Test
    void manyChunksComeInOneBody() throws Exception {
        put(alice, ONE);

        HttpResponse<byte[]> answer = many(alice, SIDES.home(alice), record(ONE), record(TWO));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).toString()).isEqualTo("{\"stored\":1,\"known\":1}");
        assertThat(json(missing(alice, SIDES.home(alice), id(ONE), id(TWO))).path("missing"))
                .isEmpty();
    }

    @Test
    void oneBadChunkEndsTheBody() throws Exception {
        byte[] wrong = record(ONE);
        wrong[0] ^= 1;

        HttpResponse<byte[]> answer = many(alice, SIDES.home(alice), wrong, record(TWO));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(missing(alice, SIDES.home(alice), id(ONE), id(TWO))).path("missing"))
                .hasSize(2);
    }

    @Test
    void aBodyThatEndsInsideAChunkIsRefused() throws Exception {
        byte[] record = record(ONE);

        HttpResponse<byte[]> inBytes = many(alice, SIDES.home(alice), Arrays.copyOf(record, 100));
        HttpResponse<byte[]> inHeader = many(alice, SIDES.home(alice), Arrays.copyOf(record, 10));

        assertThat(code(inBytes)).isEqualTo("body-incomplete");
        assertThat(code(inHeader)).isEqualTo("body-incomplete");
    }

    @ParameterizedTest
    @CsvSource({"0, malformed-chunks", "-1, malformed-chunks", "4194305, malformed-chunks"})
    void aLengthThatNoChunkHasIsRefused(int length, String code) throws Exception {
        byte[] record = ByteBuffer.wrap(record(ONE)).putInt(32, length).array();

        HttpResponse<byte[]> answer = many(alice, SIDES.home(alice), record);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
    }

    @Test
    void aBodyOfManyHasALimitedLength() throws Exception {
        byte[] half = record(random(CHUNK, 7));

        assertThat(many(alice, SIDES.home(alice), half, half, half).statusCode())
                .isEqualTo(413);
    }

    @Test
    void anotherTypeOfBodyIsRefused() throws Exception {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/chunks?space=" + SIDES.home(alice))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofByteArray(record(ONE))));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aManifestOfStoredChunksGetsAReceipt() throws Exception {
        put(alice, ONE);
        put(alice, TWO);
        String claimed = sha256(new byte[] {9});

        HttpResponse<byte[]> answer = manifest(alice, SIDES.home(alice), claimed, ONE, TWO);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("size").asInt()).isEqualTo(3000);
        ContentReceipt receipt = receipts.verify(json(answer).path("receipt").asString());
        assertThat(receipt)
                .isEqualTo(new ContentReceipt(
                        alice, SIDES.home(alice), receipt.manifestId(), 3000, claimed, false, "image/png", null));
        assertThat(json(answer).path("manifestId").asString())
                .isEqualTo(receipt.manifestId().hex());
    }

    @Test
    void aManifestOfMissingChunksNamesThem() throws Exception {
        put(alice, ONE);

        HttpResponse<byte[]> answer = manifest(alice, SIDES.home(alice), sha256(ONE), ONE, TWO);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("chunks-missing");
        assertThat(json(answer).path("missing").toString()).isEqualTo("[\"%s\"]".formatted(id(TWO)));
    }

    @Test
    void anEmptyFileHasNoChunks() throws Exception {
        HttpResponse<byte[]> answer = manifest(alice, SIDES.home(alice), Manifests.EMPTY_SHA_256);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(receipts.verify(json(answer).path("receipt").asString()).size())
                .isZero();
    }

    @Test
    void aClaimAboutOneChunkIsChecked() throws Exception {
        put(alice, ONE);

        HttpResponse<byte[]> right = manifest(alice, SIDES.home(alice), sha256(ONE), ONE);
        HttpResponse<byte[]> wrong = manifest(alice, SIDES.home(alice), sha256(TWO), ONE);

        assertThat(receipts.verify(json(right).path("receipt").asString()).sha256Verified())
                .isTrue();
        assertThat(code(wrong)).isEqualTo("digest-mismatch");
    }

    @Test
    void aLengthThatTheChunkDoesNotHaveIsRefused() throws Exception {
        put(alice, ONE);
        put(alice, TWO);

        HttpResponse<byte[]> answer = send(post(
                alice,
                "/v1/manifests",
                body(SIDES.home(alice), "test", sha256(ONE), List.of(entry(ONE, 1000), entry(TWO, 1999)))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-manifest");
    }

    @Test
    void onlyTheLastFixedChunkIsShort() throws Exception {
        put(alice, ONE);
        put(alice, TWO);

        HttpResponse<byte[]> answer = send(post(
                alice,
                "/v1/manifests",
                body(SIDES.home(alice), "fixed-4m", sha256(ONE), List.of(entry(ONE, 1000), entry(TWO, 2000)))));

        assertThat(code(answer)).isEqualTo("invalid-manifest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'profile'|'x':1,'profile'|unknown-field",
                "'profile':'test',||missing-field",
                "'test'|null|missing-field",
                "'test'|'T E S T'|invalid-value",
                "'test'|5.5|invalid-value",
                "'chunks':[]|'chunks':5|wrong-type",
                "'chunks':[]|'chunks':[null]|missing-field",
                "'chunks':[]|'chunks':[{'id':'x','length':1}]|invalid-value",
                "'chunks':[]|'chunks':[{'length':1}]|missing-field",
                "}||malformed-json"
            })
    void whatIsNoManifestIsRefused(String good, String bad, String code) throws Exception {
        String body = "{'spaceId':'%s','profile':'test','chunks':[],'sha256':'%s'}"
                .formatted(SIDES.home(alice), Manifests.EMPTY_SHA_256)
                .replace(good, bad == null ? "" : bad)
                .replace('\'', '"');
        HttpResponse<byte[]> answer = send(as(alice, "/v1/manifests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).as("%s", json(answer)).isEqualTo(code);
    }

    @Test
    void aQuestionHasALimit() throws Exception {
        ChunkId[] ids = Collections.nCopies(10_001, id(ONE)).toArray(ChunkId[]::new);

        assertThat(missing(alice, SIDES.home(alice), Arrays.copyOf(ids, 10_000)).statusCode())
                .isEqualTo(200);
        assertThat(missing(alice, SIDES.home(alice), ids).statusCode()).isEqualTo(413);
    }

    @Test
    void aQuestionOfTwoMegabytesIsNotRead() throws Exception {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/chunks/missing")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[2 << 20])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("body-too-large");
    }

    @Test
    void aStrangerIsNotLetIn() throws Exception {
        assertThat(send(anybody("/v1/chunks/missing").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(anybody("/v1/manifests").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theGatewayIsHealthyAndCounts() throws Exception {
        put(alice, random(500, 8));

        assertThat(json(send(anybody("/actuator/health").GET())).path("status").asString())
                .isEqualTo("UP");
        assertThat(new String(send(anybody("/actuator/prometheus").GET()).body()))
                .contains("strata_chunk_bytes_total{direction=\"in\"}", "strata_memory_reserved{budget=\"upload\"}");
    }

    private void assertForbidden(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("forbidden");
    }

    private HttpResponse<byte[]> put(AccountId account, byte[] bytes) throws IOException, InterruptedException {
        return put(account, SIDES.home(account), id(bytes), bytes);
    }

    private HttpResponse<byte[]> put(AccountId account, SpaceId space, ChunkId id, byte[] bytes)
            throws IOException, InterruptedException {
        return send(as(account, "/v1/chunks/%s?space=%s".formatted(id, space)).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<byte[]> putStreamed(byte[] bytes) throws IOException, InterruptedException {
        return send(as(alice, "/v1/chunks/%s?space=%s".formatted(id(bytes), SIDES.home(alice)))
                .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
    }

    private HttpResponse<byte[]> missing(AccountId account, SpaceId space, ChunkId... ids)
            throws IOException, InterruptedException {
        return send(post(account, "/v1/chunks/missing", Map.of("spaceId", space, "ids", ids)));
    }

    private HttpResponse<byte[]> many(AccountId account, SpaceId space, byte[]... records)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] record : records) {
            body.writeBytes(record);
        }
        return send(as(account, "/v1/chunks?space=" + space)
                .expectContinue(true)
                .header("Content-Type", "application/vnd.strata.chunks")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpResponse<byte[]> manifest(AccountId account, SpaceId space, String sha256, byte[]... chunks)
            throws IOException, InterruptedException {
        List<Map<String, Object>> entries =
                Arrays.stream(chunks).map(chunk -> entry(chunk, chunk.length)).toList();
        return send(post(account, "/v1/manifests", body(space, "test", sha256, entries)));
    }

    private static Map<String, Object> body(
            SpaceId space, String profile, String sha256, List<Map<String, Object>> entries) {
        return Map.of(
                "spaceId", space, "profile", profile, "chunks", entries, "sha256", sha256, "mediaType", "image/png");
    }

    private static Map<String, Object> entry(byte[] chunk, int length) {
        return Map.of("id", id(chunk), "length", length);
    }

    private static byte[] record(byte[] chunk) {
        return ByteBuffer.allocate(36 + chunk.length)
                .put(id(chunk).digest())
                .putInt(chunk.length)
                .put(chunk)
                .array();
    }

    private static ChunkId id(byte[] bytes) {
        return ChunkId.ofBytes(bytes);
    }
}
