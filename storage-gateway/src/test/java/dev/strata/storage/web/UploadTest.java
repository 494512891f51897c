package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.storage.manifest.Manifests;
import dev.strata.storage.upload.AnnouncedDigest;
import dev.strata.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /v1/content/...} through real HTTP. */
class UploadTest extends RunningGateway {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void aNewFileIsCreated() throws Exception {
        HttpResponse<byte[]> answer = upload(alice, "/a.txt", HELLO);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(json(answer).path("sha256").asString()).isEqualTo(sha256(HELLO));
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
    }

    @Test
    void theNextUploadIsANewVersionOfIt() throws Exception {
        upload(alice, "/a.txt", HELLO);

        HttpResponse<byte[]> answer = upload(alice, "/a.txt", random(10, 1));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(SIDES.commands().getLast().ifMatch()).isEqualTo("\"1\"");
        assertThat(content("/a.txt").size()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17})
    void whatGoesInComesOut(int length) throws Exception {
        byte[] bytes = random(length, length);

        assertThat(upload(alice, "/a.bin", bytes).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> answer = download(alice, "/a.bin");

        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Repr-Digest")).contains(AnnouncedDigest.header(sha256(bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 5 * CHUNK})
    void aBodyOfUnknownLengthIsTakenToo(int length) throws Exception {
        byte[] bytes = random(length, length);

        HttpResponse<byte[]> answer = send(as(alice, "/v1/content/a.bin")
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(content("/a.bin").sha256()).isEqualTo(sha256(bytes));
        assertThat(download(alice, "/a.bin").body()).isEqualTo(bytes);
    }

    @Test
    void namesOfAllKindsArrive() throws Exception {
        String encoded = "/a%20b%3Bc%25%5B%C3%BC%5D+x.txt";

        assertThat(upload(alice, encoded, HELLO).statusCode()).isEqualTo(201);

        assertThat(SIDES.file(alice, "/a b;c%[\u00fc]+x.txt")).isNotNull();
        assertThat(download(alice, encoded).body()).isEqualTo(HELLO);
    }

    @Test
    void aFormIsAFileToo() throws Exception {
        byte[] form = "a=b&c=%zz".getBytes(StandardCharsets.UTF_8);

        upload(alice, "/form.txt", form, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(content("/form.txt").sha256()).isEqualTo(sha256(form));
        assertThat(content("/form.txt").mediaType()).isEqualTo("text/plain");
    }

    @Test
    void aFolderThatIsNotSharedIsRefusedBeforeTheBodyIsRead() throws Exception {
        String answer = raw(
                "PUT /v1/content/a.txt?in=%s HTTP/1.1".formatted(NodeId.random()),
                "Content-Length: 30000000",
                "Expect: 100-continue",
                "");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("parent-not-found");
    }

    @ParameterizedTest
    @CsvSource({"a.txt?in=nonsense, 400, invalid-value", "?in=0193b0c4-0000-7000-8000-000000000000, 409, not-a-file"})
    void aPlaceThatIsNoneIsRefused(String path, int status, String code) throws Exception {
        for (HttpResponse<byte[]> answer : List.of(upload(alice, "/" + path, HELLO), download(alice, "/" + path))) {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(code(answer)).isEqualTo(code);
        }
    }

    @Test
    void timeAndPolicyArePassedOn() throws Exception {
        HttpResponse<byte[]> answer =
                send(as(alice, "/v1/content/a.txt?modifiedAt=2026-01-02T03:04:05Z&conflict=keep-both")
                        .PUT(BodyPublishers.ofByteArray(HELLO)));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(SIDES.commands().getLast().body().path("modifiedAt").asString())
                .isEqualTo("2026-01-02T03:04:05Z");
        assertThat(SIDES.commands().getLast().body().path("conflict").asString())
                .isEqualTo("keep-both");
    }

    @Test
    void aBusyCommandSideIsAskedAgainWithTheSameKey() throws Exception {
        SIDES.refuse(2);

        assertThat(upload(alice, "/a.txt", HELLO).statusCode()).isEqualTo(201);

        assertThat(SIDES.commands()).hasSize(3);
        assertThat(SIDES.commands().stream().map(PlayedSides.SentCommand::key).distinct())
                .hasSize(1)
                .doesNotContainNull();
    }

    @Test
    void aCommandSideThatStaysBusyIsQuoted() throws Exception {
        SIDES.refuse(100);

        HttpResponse<byte[]> answer = upload(alice, "/a.txt", HELLO);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
    }

    @Test
    void aRefusalOfTheCommandIsPassedOnUnchanged() throws Exception {
        HttpResponse<byte[]> answer = upload(alice, "/taken.txt", HELLO);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("name-taken");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aRefusedPlacementIsPassedOnBeforeTheBodyIsRead() throws Exception {
        String answer =
                raw("PUT /v1/content/nowhere/a.txt HTTP/1.1", "Content-Length: 30000000", "Expect: 100-continue", "");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("parent-not-found");
    }

    @Test
    void aClientThatAsksIsToldToGoOn() throws Exception {
        String answer = raw(
                "PUT /v1/content/a.txt HTTP/1.1",
                "Content-Length: 5",
                "Expect: 100-continue",
                "Connection: close",
                "hello");

        assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 201");
    }

    @Test
    void anExistingFileIsNotOverwrittenByOneWhoWantsANewOne() throws Exception {
        upload(alice, "/a.txt", HELLO);

        HttpResponse<byte[]> answer = upload(alice, "/a.txt", random(10, 1), "If-None-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(code(answer)).isEqualTo("version-conflict");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(json(answer).path("head").path("version").asInt()).isEqualTo(1);
        assertThat(content("/a.txt").sha256()).isEqualTo(sha256(HELLO));
    }

    @ParameterizedTest
    @CsvSource({"'\"7\"', 412, version-conflict", "7, 400, invalid-value", "'W/\"1\"', 400, invalid-value"})
    void anotherVersionThanTheHeadIsRefused(String ifMatch, int status, String code) throws Exception {
        upload(alice, "/a.txt", HELLO);

        HttpResponse<byte[]> answer = upload(alice, "/a.txt", random(10, 1), "If-Match", ifMatch);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(content("/a.txt").sha256()).isEqualTo(sha256(HELLO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*"})
    void whereNothingIsNothingMatches(String ifMatch) throws Exception {
        HttpResponse<byte[]> answer = upload(alice, "/a.txt", HELLO, "If-Match", ifMatch);

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(SIDES.file(alice, "/a.txt")).isNull();
    }

    @Test
    void theHeadIsMatchedByItsVersionOrByAStar() throws Exception {
        upload(alice, "/a.txt", HELLO);

        assertThat(upload(alice, "/a.txt", random(1, 1), "If-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(upload(alice, "/a.txt", random(1, 2), "If-Match", "*").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Repr-Digest", "Content-Digest"})
    void anAnnouncedDigestIsChecked(String header) throws Exception {
        String right = AnnouncedDigest.header(sha256(HELLO));
        String wrong = AnnouncedDigest.header(Manifests.EMPTY_SHA_256);

        assertThat(upload(alice, "/right.txt", HELLO, header, right).statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> answer = upload(alice, "/wrong.txt", HELLO, header, wrong);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("digest-mismatch");
        assertThat(SIDES.file(alice, "/wrong.txt")).isNull();
    }

    /** The container has its own words for a connection that ends too early: a problem document, but of no code of ours. */
    @Test
    void aBodyThatBreaksOffChangesNothing() throws Exception {
        String answer = raw("PUT /v1/content/a.txt HTTP/1.1", "Content-Length: 100", "hello");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(SIDES.commands()).isEmpty();
        Await.until(Duration.ofSeconds(10), "the memory to be given back", () -> uploadMemory.reservedBytes() == 0);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        String answer = raw("PUT /v1/content/a.txt HTTP/1.1", "Content-Length: 41943041", "");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large");
    }

    @Test
    void whatTurnsOutTooLargeChangesNothing() throws Exception {
        byte[] bytes = new byte[(40 << 20) + 1];

        HttpResponse<byte[]> answer = send(as(alice, "/v1/content/a.bin")
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(SIDES.commands()).isEmpty();
    }

    @Test
    void aFullDiskChangesNothing() throws Exception {
        faults.full(true);

        HttpResponse<byte[]> answer = upload(alice, "/a.bin", random(3 * CHUNK, 99));

        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(code(answer)).isEqualTo("storage-full");
        assertThat(SIDES.commands()).isEmpty();
        assertThat(uploadMemory.reservedBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/%2e%2e/a.txt, 400",
        "/a%00b, 400",
        "/a%0Ab, 400",
        "/docs/, 400",
        "/, 409",
        "/a%2Fb, 400",
        "/%FF, 400",
        "/a%zz, 400"
    })
    void whatIsNoPathIsRefused(String path, int status) throws Exception {
        String answer = raw("PUT /v1/content" + path + " HTTP/1.1", "Content-Length: 5", "Connection: close", "hello");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(SIDES.commands()).isEmpty();
    }

    @Test
    void aNameOfThreeHundredBytesIsRefused() throws Exception {
        HttpResponse<byte[]> answer = upload(alice, "/" + "x".repeat(300), HELLO);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid-value");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Range, bytes 0-4/10, 400",
        "Content-Encoding, gzip, 415",
        "Content-Type, nonsense, 400",
        "If-None-Match, '\"1\"', 400",
        "Repr-Digest, sha-256=:AA==:, 400"
    })
    void headersThatCannotBeObeyedAreRefused(String name, String value, int status) throws Exception {
        assertThat(upload(alice, "/a.txt", HELLO, name, value).statusCode()).isEqualTo(status);
        assertThat(SIDES.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict=maybe", "modifiedAt=yesterday"})
    void parametersThatMeanNothingAreRefused(String query) throws Exception {
        HttpResponse<byte[]> answer =
                send(as(alice, "/v1/content/a.txt?" + query).PUT(BodyPublishers.ofByteArray(HELLO)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid-value");
    }

    @Test
    void aStrangerIsNotLetIn() throws Exception {
        HttpResponse<byte[]> answer = send(anybody("/v1/content/a.txt").PUT(BodyPublishers.ofByteArray(HELLO)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    /** The budget has room for four of them. */
    @Test
    void manyAtOnceTakeTurnsInTheMemoryThereIs() throws Exception {
        byte[] bytes = random(3 * CHUNK, 5);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            List<Future<HttpResponse<byte[]>>> uploads = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                AccountId account = AccountId.random();
                uploads.add(clients.submit(() -> upload(account, "/a.bin", bytes)));
            }
            while (uploads.stream().anyMatch(upload -> !upload.isDone())) {
                assertThat(uploadMemory.reservedBytes()).isLessThanOrEqualTo(32 << 20);
                Thread.onSpinWait();
            }
            for (Future<HttpResponse<byte[]>> upload : uploads) {
                statuses.add(upload.get().statusCode());
            }
        }

        assertThat(statuses).containsOnly(201);
        assertThat(uploadMemory.reservedBytes()).isZero();
        try (Stream<?> left = Files.list(incoming())) {
            assertThat(left).isEmpty();
        }
    }

    private ContentReceipt content(String path) {
        PlayedSides.StoredFile file = SIDES.file(alice, path);
        assertThat(file).isNotNull();
        return file.content();
    }

    /** Sends lines as they are, the last one as the body, ends, and reads all that comes back. */
    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            StringBuilder head = new StringBuilder(lines[0])
                    .append("\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ")
                    .append(SIDES.token(alice));
            for (int i = 1; i < lines.length - 1; i++) {
                head.append("\r\n").append(lines[i]);
            }
            head.append("\r\n\r\n").append(lines[lines.length - 1]);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
