package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.storage.manifest.Manifests;
import dev.strata.storage.session.SessionAccess;
import dev.strata.storage.session.UploadSweeper;
import dev.strata.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** {@code /v1/uploads} through real HTTP. */
class ResumableUploadTest extends RunningGateway {
    private static final String BYTES = "application/offset+octet-stream";
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private UploadSweeper sweeper;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anUploadBeginsWithNothing() throws Exception {
        HttpResponse<byte[]> answer = begin(Map.of("path", "/a.txt", "length", 5));

        assertThat(answer.statusCode()).isEqualTo(201);
        String id = json(answer).path("uploadId").asString();
        assertThat(answer.headers().firstValue("Location")).contains("/v1/uploads/" + id);
        assertThat(answer.headers().firstValue("Upload-Offset")).contains("0");
        assertThat(answer.headers().firstValue("Upload-Length")).contains("5");
        assertThat(answer.headers().firstValue("Upload-Expires"))
                .hasValueSatisfying(date -> assertThat(date).endsWith("GMT"));
        assertThat(Instant.parse(json(answer).path("expiresAt").asString()))
                .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_401));
    }

    @Test
    void theLastBytesMakeAFile() throws Exception {
        String id = uploadOf("/a.txt", 5);

        HttpResponse<byte[]> first = patch(id, 0, "hel".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> last = patch(id, 3, "lo".getBytes(StandardCharsets.UTF_8));

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(first.headers().firstValue("Upload-Offset")).contains("3");
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(last.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(json(last).path("sha256").asString()).isEqualTo(sha256(HELLO));
        assertThat(content("/a.txt"))
                .isEqualTo(new ContentReceipt(
                        alice,
                        SIDES.home(alice),
                        content("/a.txt").manifestId(),
                        5,
                        sha256(HELLO),
                        true,
                        "text/plain"));
        assertThat(download(alice, "/a.txt").body()).isEqualTo(HELLO);
    }

    /** The manifest is named by its bytes: the same name is the same cuts, the same profile, the same digest. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverTheBytesAreSplitTheManifestIsTheSame(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = random(random.nextInt(6 << 20), seed);
        upload(alice, "/whole.bin", bytes);
        boolean known = random.nextBoolean();
        String id = known ? uploadOf("/pieces.bin", bytes.length) : uploadOf("/pieces.bin");

        int offset = 0;
        while (offset < bytes.length) {
            int length = Math.min(bytes.length - offset, 1 + random.nextInt(1 << (1 + random.nextInt(22))));
            HttpResponse<byte[]> answer = patch(id, offset, slice(bytes, offset, offset + length));
            assertThat(answer.statusCode()).isBetween(200, 204);
            offset += length;
            if (random.nextInt(4) == 0) {
                SessionAccess.forgetDigests(context);
            }
        }
        HttpResponse<byte[]> done = complete(id);

        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(content("/pieces.bin").manifestId())
                .isEqualTo(content("/whole.bin").manifestId());
        assertThat(content("/pieces.bin").sha256()).isEqualTo(sha256(bytes));
    }

    @Test
    void aDatabaseIsCutAsOneThatCameAtOnce() throws Exception {
        byte[] bytes = random(300_000, 1);
        byte[] magic = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        upload(alice, "/whole.db", bytes);
        String id = uploadOf("/pieces.db", bytes.length);

        patch(id, 0, slice(bytes, 0, 10));
        patch(id, 10, slice(bytes, 10, 20_000));
        patch(id, 20_000, slice(bytes, 20_000, 300_000));

        assertThat(content("/pieces.db").manifestId())
                .isEqualTo(content("/whole.db").manifestId());
    }

    @Test
    void whatCameBeforeTheConnectionBrokeIsKept() throws Exception {
        byte[] bytes = random(5 << 20, 7);
        String id = uploadOf("/a.bin", bytes.length);
        patch(id, 0, slice(bytes, 0, 1000));

        breakOff(id, 1000, bytes, 1000, 3_456_789);

        Await.until(Duration.ofSeconds(20), "the bytes to be kept", () -> offset(id) == 3_456_789);
        assertThat(resume(id, 3_456_789, bytes).statusCode()).isEqualTo(201);
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void aRestartLosesNothing() throws Exception {
        byte[] bytes = random(3 << 20, 8);
        String id = uploadOf("/a.bin", bytes.length);
        patch(id, 0, slice(bytes, 0, 1 << 20));

        SessionAccess.forgetDigests(context);
        HttpResponse<byte[]> answer = patch(id, 1 << 20, slice(bytes, 1 << 20, 3 << 20));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(content("/a.bin").sha256()).isEqualTo(sha256(bytes));
    }

    @Test
    void ofTwoWritersOneIsToldToWait() throws Exception {
        byte[] bytes = random(4 << 20, 9);
        String id = uploadOf("/a.bin", bytes.length);

        try (Socket first = socket()) {
            head(first, id, 0, bytes.length);
            first.getOutputStream().write(bytes, 0, 1 << 20);
            first.getOutputStream().flush();
            Await.until(Duration.ofSeconds(10), "the first to write", () -> leased(id));
            HttpResponse<byte[]> second = patch(id, 0, HELLO);
            assertThat(second.statusCode()).isEqualTo(423);
            assertThat(code(second)).isEqualTo("upload-busy");
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            first.getOutputStream().write(bytes, 1 << 20, 3 << 20);
            first.getOutputStream().flush();
            first.shutdownOutput();
            assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201");
        }
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void oneThatHungTooLongWritesNoMore() throws Exception {
        byte[] bytes = random(1000, 10);
        String id = uploadOf("/a.bin", bytes.length);

        try (Socket first = socket()) {
            head(first, id, 0, bytes.length);
            first.getOutputStream().write(bytes, 0, 10);
            first.getOutputStream().flush();
            Await.until(Duration.ofSeconds(10), "the first to write", () -> leased(id));
            jdbc.sql("UPDATE storage.upload SET leased_until = now() - interval '1 minute' WHERE upload_id = ?::uuid")
                    .param(id)
                    .update();

            assertThat(patch(id, 0, bytes).statusCode()).isEqualTo(201);
            first.getOutputStream().write(new byte[990]);
            first.shutdownOutput();
            assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 423");
        }
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void aLostAnswerIsGivenAgain() throws Exception {
        String id = uploadOf("/a.txt", 5);
        HttpResponse<byte[]> first = patch(id, 0, HELLO);

        HttpResponse<byte[]> second = complete(id);

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(SIDES.commands()).hasSize(1);
        assertThat(patch(id, 5, HELLO).statusCode()).isEqualTo(409);
    }

    @Test
    void aCommandThatWasNotAnsweredIsSentAgainToTheLetter() throws Exception {
        String id = uploadOf("/a.txt", 5);
        SIDES.refuse(4);

        HttpResponse<byte[]> failed = patch(id, 0, HELLO);
        HttpResponse<byte[]> done = complete(id);

        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(SIDES.commands()).hasSize(5);
        assertThat(SIDES.commands().stream().distinct()).hasSize(1);
        assertThat(SIDES.commands().getLast().key()).isEqualTo("upload-" + id);
    }

    @Test
    void aRefusedCommandLeavesTheBytesWhereTheyAre() throws Exception {
        String id = uploadOf("/taken.txt", 5);

        HttpResponse<byte[]> answer = patch(id, 0, HELLO);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("name-taken");
        assertThat(offset(id)).isEqualTo(5);
        assertThat(code(complete(id))).isEqualTo("name-taken");
        assertThat(code(patch(id, 5, HELLO))).isEqualTo("upload-complete");
    }

    @Test
    void theNextUploadIsANewVersionOfTheFile() throws Exception {
        upload(alice, "/a.txt", random(10, 1));
        String id = uploadOf("/a.txt", 5);

        HttpResponse<byte[]> answer = patch(id, 0, HELLO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SIDES.commands().getLast().ifMatch()).isEqualTo("\"1\"");
    }

    @Test
    void aFullDiskLeavesTheOffsetWhereItIs() throws Exception {
        byte[] bytes = random(6 << 20, 11);
        String id = uploadOf("/a.bin", bytes.length);
        patch(id, 0, slice(bytes, 0, 1 << 20));
        faults.full(true);

        HttpResponse<byte[]> full = patch(id, 1 << 20, slice(bytes, 1 << 20, 6 << 20));

        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(offset(id)).isEqualTo(1 << 20);
        faults.full(false);
        assertThat(resume(id, 1 << 20, bytes).statusCode()).isEqualTo(201);
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
        assertThat(uploadMemory.reservedBytes()).isZero();
    }

    @Test
    void anAbandonedUploadExpires() throws Exception {
        String id = uploadOf("/a.txt", 5);
        patch(id, 0, slice(HELLO, 0, 2));

        sweeper.sweep(Instant.now().plus(Duration.ofHours(23)));
        assertThat(offset(id)).isEqualTo(2);
        sweeper.sweep(Instant.now().plus(Duration.ofHours(25)));

        assertThat(send(as(alice, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(404);
        assertThat(patch(id, 2, HELLO).statusCode()).isEqualTo(404);
        assertThat(complete(id).statusCode()).isEqualTo(404);
    }

    @Test
    void theChunksOfALongUploadStayPinned() throws Exception {
        byte[] bytes = random(3 << 20, 12);
        String id = uploadOf("/a.bin", bytes.length);
        patch(id, 0, slice(bytes, 0, 2 << 20));
        jdbc.sql("UPDATE storage.upload_chunk SET pinned_until = now() + interval '1 hour' WHERE upload_id = ?::uuid")
                .param(id)
                .update();
        jdbc.sql("UPDATE storage.chunk_in_space SET pinned_until = now() + interval '1 hour' WHERE space_id = ?")
                .param(SIDES.home(alice).value())
                .update();

        patch(id, 2 << 20, slice(bytes, 2 << 20, (2 << 20) + 10));

        assertThat(jdbc.sql("""
                                SELECT count(*) FROM storage.upload_chunk u
                                  JOIN storage.chunk_in_space s ON s.space_id = ? AND s.chunk_id = u.chunk_id
                                 WHERE u.upload_id = ?::uuid AND s.pinned_until < now() + interval '25 hours'""")
                        .params(SIDES.home(alice).value(), id)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void partsComeInAnyOrderAndAtOnce() throws Exception {
        byte[] bytes = random(5 << 20, 13);
        String id = uploadOf("/a.bin", bytes.length);
        int[] borders = {0, 1 << 20, (1 << 20) + 77, 3 << 20, 5 << 20};

        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int part = 4; part >= 1; part--) {
                byte[] piece = slice(bytes, borders[part - 1], borders[part]);
                int number = part;
                sent.add(clients.submit(() -> part(id, number, piece)));
            }
            for (Future<HttpResponse<byte[]>> one : sent) {
                assertThat(one.get().statusCode()).isEqualTo(200);
            }
        }
        JsonNode parts = state(id).path("parts");
        HttpResponse<byte[]> done = complete(id);

        assertThat(parts.size()).isEqualTo(4);
        assertThat(parts.get(1).path("length").asInt()).isEqualTo(77);
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(content("/a.bin").sha256()).isEqualTo(sha256(bytes));
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void aPartThatIsSentAgainReplacesTheFirst() throws Exception {
        String id = uploadOf("/a.txt");
        part(id, 1, random(100_000, 1));
        part(id, 2, "lo".getBytes(StandardCharsets.UTF_8));

        part(id, 1, "hel".getBytes(StandardCharsets.UTF_8));

        assertThat(offset(id)).isEqualTo(5);
        assertThat(complete(id).statusCode()).isEqualTo(201);
        assertThat(download(alice, "/a.txt").body()).isEqualTo(HELLO);
    }

    @Test
    void aMissingPartIsNamed() throws Exception {
        String id = uploadOf("/a.txt");
        part(id, 1, HELLO);
        part(id, 4, HELLO);

        HttpResponse<byte[]> answer = complete(id);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("parts-missing");
        assertThat(json(answer).path("missing").toString()).isEqualTo("[2,3]");
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "10001, 400", "-1, 400"})
    void partsHaveNumbersWithinLimits(int number, int status) throws Exception {
        assertThat(part(uploadOf("/a.txt"), number, HELLO).statusCode()).isEqualTo(status);
    }

    @Test
    void anUploadIsAStreamOrInParts() throws Exception {
        String stream = uploadOf("/a.txt", 10);
        patch(stream, 0, HELLO);
        String parts = uploadOf("/b.txt", 10);
        part(parts, 1, HELLO);

        assertThat(code(part(stream, 1, HELLO))).isEqualTo("mixed-upload");
        assertThat(code(patch(parts, 5, HELLO))).isEqualTo("mixed-upload");
    }

    @Test
    void partsThatAreTooMuchTogetherAreRefused() throws Exception {
        String id = uploadOf("/a.txt", 8);
        part(id, 1, HELLO);

        HttpResponse<byte[]> answer = part(id, 2, HELLO);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(offset(id)).isEqualTo(5);
    }

    @Test
    void aWrongOffsetIsToldTheRightOne() throws Exception {
        String id = uploadOf("/a.txt", 5);
        patch(id, 0, slice(HELLO, 0, 2));

        HttpResponse<byte[]> answer = patch(id, 3, slice(HELLO, 3, 5));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("wrong-offset");
        assertThat(answer.headers().firstValue("Upload-Offset")).contains("2");
        assertThat(json(answer).path("offset").asInt()).isEqualTo(2);
    }

    @Test
    void moreThanWasAnnouncedIsRefused() throws Exception {
        String id = uploadOf("/a.txt", 5);

        HttpResponse<byte[]> said = patch(id, 0, random(6, 1));
        HttpResponse<byte[]> unsaid = send(patching(id, 0)
                .method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[6]))));

        assertThat(said.statusCode()).isEqualTo(413);
        assertThat(unsaid.statusCode()).isEqualTo(413);
        assertThat(offset(id)).isZero();
        assertThat(patch(id, 0, HELLO).statusCode()).isEqualTo(201);
    }

    @Test
    void aBodyOfUnknownLengthIsTaken() throws Exception {
        byte[] bytes = random(3 << 20, 14);
        String id = uploadOf("/a.bin");

        HttpResponse<byte[]> answer = send(patching(id, 0)
                .header("Upload-Complete", "?1")
                .method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void anEmptyFileCanBeMade() throws Exception {
        assertThat(complete(uploadOf("/a.txt", 0)).statusCode()).isEqualTo(201);
        assertThat(content("/a.txt").sha256()).isEqualTo(Manifests.EMPTY_SHA_256);
    }

    @Test
    void whatIsNotWholeIsNoFile() throws Exception {
        String id = uploadOf("/a.txt", 5);
        patch(id, 0, slice(HELLO, 0, 2));

        HttpResponse<byte[]> answer = complete(id);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("upload-incomplete");
        assertThat(SIDES.commands()).isEmpty();
    }

    @Test
    void anAnnouncedDigestIsChecked() throws Exception {
        String id = json(begin(Map.of("path", "/a.txt", "length", 5, "sha256", Manifests.EMPTY_SHA_256)))
                .path("uploadId")
                .asString();

        HttpResponse<byte[]> answer = patch(id, 0, HELLO);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("digest-mismatch");
        assertThat(SIDES.commands()).isEmpty();
    }

    @Test
    void anUploadIsItsOwnersAlone() throws Exception {
        String id = uploadOf("/a.txt", 5);
        AccountId bob = AccountId.random();

        assertThat(send(as(bob, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(404);
        assertThat(send(as(bob, "/v1/uploads/" + id).DELETE()).statusCode()).isEqualTo(404);
        assertThat(send(as(bob, "/v1/uploads/" + id + "/completion").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(as(bob, "/v1/uploads/" + id + "/parts/1").PUT(BodyPublishers.ofByteArray(HELLO)))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(as(bob, "/v1/uploads/" + id)
                                .header("Content-Type", BYTES)
                                .header("Upload-Offset", "0")
                                .method("PATCH", BodyPublishers.ofByteArray(HELLO)))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anUploadCanBeGivenUp() throws Exception {
        String id = uploadOf("/a.txt", 5);
        patch(id, 0, slice(HELLO, 0, 2));

        assertThat(send(as(alice, "/v1/uploads/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(as(alice, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void unfinishedUploadsAreListedAndLimited() throws Exception {
        for (int i = 0; i < 5; i++) {
            uploadOf("/" + i, 5);
        }

        HttpResponse<byte[]> sixth = begin(Map.of("path", "/6"));

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(code(sixth)).isEqualTo("too-many-uploads");
        JsonNode items = json(send(as(alice, "/v1/uploads").GET())).path("items");
        assertThat(items.size()).isEqualTo(5);
        patch(items.get(0).path("uploadId").asString(), 0, HELLO);
        assertThat(begin(Map.of("path", "/6")).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"path\":\"/a\",\"length\":-1}', 400",
        "'{\"path\":\"/a\",\"length\":41943041}', 413",
        "'{\"path\":\"/a/../b\"}', 400",
        "'{\"path\":\"/\"}', 409",
        "'{\"length\":1}', 400",
        "'{\"path\":\"/nowhere/a\"}', 404",
        "'{\"path\":\"/a\",\"sha256\":\"00\"}', 400",
        "'{\"path\":\"/a\",\"conflict\":\"maybe\"}', 400",
        "'{\"path\":\"/a\",\"ifMatch\":\"7\"}', 400",
        "'{\"path\":\"/a\",\"ifMatch\":\"*\"}', 412",
        "'{\"path\":\"/a\",\"mediaType\":\"nonsense\"}', 400",
        "'{\"path\":\"/a\",\"modifiedAt\":\"yesterday\"}', 400",
        "'{', 400"
    })
    void whatCannotBeBegunIsRefused(String body, int status) throws Exception {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/uploads")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(code(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 400", "x, 400", "99999999999999999999, 400", "7, 409"})
    void anOffsetThatCannotBeIsRefused(String offset, int status) throws Exception {
        String id = uploadOf("/a.txt", 5);

        HttpResponse<byte[]> answer = send(as(alice, "/v1/uploads/" + id)
                .header("Content-Type", BYTES)
                .header("Upload-Offset", offset)
                .method("PATCH", BodyPublishers.ofByteArray(HELLO)));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void bytesOfAnotherKindAreRefused() throws Exception {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/uploads/" + uploadOf("/a.txt", 5))
                .header("Content-Type", "text/plain")
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofByteArray(HELLO)));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"0193b0c4-0000-7000-8000-000000000000, 404", "nonsense, 400", "1-1-1-1-1, 400"})
    void anIdThatIsNoneIsRefused(String id, int status) throws Exception {
        assertThat(send(as(alice, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(status);
    }

    @Test
    void aStrangerIsNotLetIn() throws Exception {
        assertThat(send(anybody("/v1/uploads/" + uploadOf("/a.txt", 5)).GET()).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<byte[]> begin(Map<String, Object> body) throws Exception {
        return send(post(alice, "/v1/uploads", body));
    }

    private String uploadOf(String path, long length) throws Exception {
        return json(begin(Map.of("path", path, "length", length)))
                .path("uploadId")
                .asString();
    }

    private String uploadOf(String path) throws Exception {
        return json(begin(new HashMap<>(Map.of("path", path)))).path("uploadId").asString();
    }

    private HttpRequest.Builder patching(String id, long offset) {
        return as(alice, "/v1/uploads/" + id)
                .header("Content-Type", BYTES)
                .header("Upload-Offset", Long.toString(offset));
    }

    private HttpResponse<byte[]> patch(String id, long offset, byte[] bytes) throws IOException, InterruptedException {
        return send(patching(id, offset).method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    /** A request that has ended for its client may take a moment to end here. */
    private HttpResponse<byte[]> resume(String id, int offset, byte[] bytes) throws Exception {
        Await.until(Duration.ofSeconds(10), "the upload to be free", () -> !leased(id));
        return patch(id, offset, slice(bytes, offset, bytes.length));
    }

    private HttpResponse<byte[]> part(String id, int number, byte[] bytes) throws IOException, InterruptedException {
        return send(as(alice, "/v1/uploads/" + id + "/parts/" + number).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<byte[]> complete(String id) throws IOException, InterruptedException {
        return send(as(alice, "/v1/uploads/" + id + "/completion").POST(BodyPublishers.noBody()));
    }

    private JsonNode state(String id) throws IOException, InterruptedException {
        return json(send(as(alice, "/v1/uploads/" + id).GET()));
    }

    private long offset(String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> head = send(as(alice, "/v1/uploads/" + id).method("HEAD", BodyPublishers.noBody()));
        return Long.parseLong(head.headers().firstValue("Upload-Offset").orElseThrow());
    }

    private boolean leased(String id) {
        return jdbc.sql("SELECT lease IS NOT NULL FROM storage.upload WHERE upload_id = ?::uuid")
                .param(id)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private ContentReceipt content(String path) {
        PlayedSides.StoredFile file = SIDES.file(alice, path);
        assertThat(file).isNotNull();
        return file.content();
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private void head(Socket socket, String id, long offset, long length) throws IOException {
        socket.getOutputStream().write("""
                        PATCH /v1/uploads/%s HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Authorization: Bearer %s\r
                        Content-Type: %s\r
                        Upload-Offset: %d\r
                        Content-Length: %d\r
                        Connection: close\r
                        \r
                        """.formatted(id, SIDES.token(alice), BYTES, offset, length)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Announces all the rest, and sends it up to a place. */
    private void breakOff(String id, long offset, byte[] bytes, int from, int until) throws IOException {
        try (Socket socket = socket()) {
            head(socket, id, offset, bytes.length - offset);
            socket.getOutputStream().write(bytes, from, until - from);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }
}
