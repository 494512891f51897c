package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.storage.manifest.Manifests;
import dev.strata.storage.session.SessionAccess;
import dev.strata.storage.session.UploadSweeper;
import dev.strata.testing.Await;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code /v1/uploads} through real HTTP: streams. */
class ResumableUploadTest extends RunningUploads {
    @Autowired
    private ApplicationContext context;

    @Autowired
    private UploadSweeper sweeper;

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
                        "text/plain",
                        null));
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
    void aNewFileIsCutAsTheClientSays() throws Exception {
        byte[] bytes = random(200_000, 22);
        String id = json(begin(Map.of("path", "/a.bin", "length", bytes.length, "profile", "aligned")))
                .path("uploadId")
                .asString();

        patch(id, 0, bytes);

        assertThat(profile("/a.bin")).isEqualTo("aligned");
    }

    @Test
    void theNextVersionIsCutAsTheOneBefore() throws Exception {
        byte[] bytes = random(200_000, 22);
        upload(alice, "/a.bin?profile=aligned", bytes);
        bytes[100_000]++;
        String id = json(begin(Map.of("path", "/a.bin", "length", bytes.length, "profile", "bulk")))
                .path("uploadId")
                .asString();

        patch(id, 0, bytes);

        assertThat(profile("/a.bin")).isEqualTo("aligned");
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
}
