package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Splitter;
import dev.strata.storage.manifest.Manifests;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/content/...} and {@code GET /v1/manifests/{id}/content} through real HTTP. */
class DownloadTest extends RunningGateway {
    private static final byte[] BYTES = random(2 * CHUNK + 100, 42);
    /** Of the node, so that it can be used in If-Match when the file is written. */
    private static final String ETAG = "\"1\"";

    @BeforeEach
    void store() throws Exception {
        assertThat(upload(alice, "/a.html", BYTES).statusCode()).isEqualTo(201);
    }

    @Test
    void theWholeComesWithAllThatAReaderNeeds() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/a.html");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(header(answer, "ETag")).isEqualTo(ETAG);
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/html");
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment; filename=\"a.html\"");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(answer, "X-Request-Id")).hasSize(32);
    }

    @Test
    void aHeadHasTheHeadersOnly() throws Exception {
        HttpResponse<byte[]> answer = send(as(alice, "/v1/content/a.html").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(BYTES.length));
        assertThat(header(answer, "ETag")).isEqualTo(ETAG);
    }

    @Test
    void aTicketIsEnough() throws Exception {
        HttpResponse<byte[]> answer =
                send(anybody(ticketed(SIDES.ticket(file()))).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(send(anybody(ticketed(SIDES.ticket(file()))).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRangeAcrossChunksIsCutOut() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/a.html", "Range", "bytes=4194300-4194309");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(slice(BYTES, 4194300, 4194310));
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes 4194300-4194309/" + BYTES.length);
    }

    @Test
    void severalRangesComeInParts() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/a.html", "Range", "bytes=0-4,-3");

        String type = header(answer, "Content-Type");
        String boundary = type.substring(type.indexOf('=') + 1);
        String expected = "--%1$s\r\nContent-Type: text/html\r\nContent-Range: bytes 0-4/%2$d\r\n\r\n%3$s"
                + "\r\n--%1$s\r\nContent-Type: text/html\r\nContent-Range: bytes %4$d-%5$d/%2$d\r\n\r\n%6$s\r\n--%1$s--\r\n";
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        assertThat(latin(answer.body()))
                .isEqualTo(expected.formatted(
                        boundary,
                        BYTES.length,
                        latin(slice(BYTES, 0, 5)),
                        BYTES.length - 3,
                        BYTES.length - 1,
                        latin(slice(BYTES, BYTES.length - 3, BYTES.length))));
    }

    @Test
    void aRangeBeyondTheEndIsRefusedWithTheSize() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/a.html", "Range", "bytes=99999999-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(code(answer)).isEqualTo("range-not-satisfiable");
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + BYTES.length);
    }

    @Test
    void aRangeOfAnotherContentIsNotCutOutOfThisOne() throws Exception {
        assertThat(download(alice, "/a.html", "Range", "bytes=0-4", "If-Range", ETAG)
                        .statusCode())
                .isEqualTo(206);
        assertThat(download(alice, "/a.html", "Range", "bytes=0-4", "If-Range", "\"old\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoHasItAlreadyGetsNothing() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/a.html", "If-None-Match", "\"x\", W/" + ETAG);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "ETag")).isEqualTo(ETAG);
    }

    @Test
    void whoWantsAnotherContentIsTold() throws Exception {
        assertThat(download(alice, "/a.html", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
        assertThat(download(alice, "/a.html", "If-Match", ETAG).statusCode()).isEqualTo(200);
    }

    @Test
    void aFolderHasNoContent() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/folder");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("not-a-file");
    }

    @Test
    void theQuerySidesRefusalIsPassedOn() throws Exception {
        HttpResponse<byte[]> answer = download(alice, "/absent.txt");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("node-not-found");
    }

    @Test
    void theQuerySideIsToldWhatItMustKnowOf() throws Exception {
        String demand = file().id() + "@7";

        download(alice, "/a.html", "Strata-At-Least", demand);

        assertThat(SIDES.demands()).contains(demand);
    }

    @Test
    void aForgedTicketIsRefused() throws Exception {
        String genuine = SIDES.ticket(file());
        String[] parts = genuine.split("\\.");
        String altered = parts[0] + "." + parts[1].substring(0, parts[1].length() - 2) + "AA." + parts[2];

        assertInvalid(ticketed(altered));
        assertInvalid(ticketed("nonsense"));
        assertInvalid("/v1/manifests/" + file().content().manifestId() + "/content");
    }

    @Test
    void aReceiptIsNoTicket() throws Exception {
        assertInvalid(ticketed(receipts.sign(file().content(), Duration.ofMinutes(1))));
    }

    @Test
    void aTicketForOtherContentIsRefused() throws Exception {
        upload(alice, "/b.txt", new byte[] {1});
        PlayedSides.StoredFile other = Objects.requireNonNull(SIDES.file(alice, "/b.txt"));

        assertInvalid(ticketed(SIDES.ticket(other)));
    }

    @Test
    void anExpiredTicketIsRefused() throws Exception {
        HttpResponse<byte[]> answer =
                send(anybody(ticketed(tickets.sign(ticket(file().content().manifestId()), Duration.ofSeconds(-10))))
                        .GET());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("expired-ticket");
    }

    @Test
    void whatIsNoManifestIdIsRefused() throws Exception {
        assertThat(send(anybody("/v1/manifests/abc/content?ticket=x").GET()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTicketAlsoTellsWhereTheContentIsCut() throws Exception {
        HttpResponse<byte[]> answer = send(anybody(listed(SIDES.ticket(file()))).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/vnd.strata.chunk-list");
        Splitter splitter =
                Profile.find(header(answer, "Strata-Profile")).orElseThrow().splitter();
        ByteBuffer list = ByteBuffer.wrap(answer.body());
        int place = 0;
        while (list.hasRemaining()) {
            int length = splitter.cut(BYTES, place, BYTES.length, true);
            byte[] id = new byte[8];
            list.get(id);
            assertThat(id)
                    .isEqualTo(
                            Arrays.copyOf(ChunkId.ofBytes(BYTES, place, length).digest(), 8));
            assertThat(list.getInt()).isEqualTo(length);
            place += length;
        }
        assertThat(place).isEqualTo(BYTES.length);
    }

    @Test
    void whereContentIsCutIsToldToNobodyElse() throws Exception {
        upload(alice, "/b.txt", new byte[] {1});
        PlayedSides.StoredFile other = Objects.requireNonNull(SIDES.file(alice, "/b.txt"));

        assertInvalid(listed("nonsense"));
        assertInvalid(listed(SIDES.ticket(other)));
        assertInvalid("/v1/manifests/" + file().content().manifestId() + "/chunks");
    }

    @Test
    void aMissingManifestIsOurFault() throws Exception {
        ManifestId absent = ManifestId.of(Manifests.EMPTY_SHA_256);
        HttpResponse<byte[]> answer = send(anybody("/v1/manifests/" + absent + "/content?ticket="
                        + tickets.sign(ticket(absent), Duration.ofMinutes(1)))
                .GET());

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("chunk-missing");
    }

    @Test
    void aBrokenChunkIsNeverHandedOut() throws Exception {
        upload(alice, "/broken.txt", random(1000, 77));
        damage(Objects.requireNonNull(SIDES.file(alice, "/broken.txt")).content());

        HttpResponse<byte[]> answer = download(alice, "/broken.txt");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("chunk-corrupt");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void aBrokenChunkInTheMiddleBreaksTheConnection() throws Exception {
        upload(alice, "/broken.bin", random(2 * CHUNK, 79));
        damage(Objects.requireNonNull(SIDES.file(alice, "/broken.bin")).content());

        assertThatThrownBy(() -> download(alice, "/broken.bin")).isInstanceOf(IOException.class);
        Await.until(Duration.ofSeconds(10), "the memory to be given back", () -> downloadMemory.reservedBytes() == 0);
    }

    @Test
    void aReaderWhoLeavesGivesTheMemoryBack() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(ticketed(SIDES.ticket(file())));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
        }

        Await.until(Duration.ofSeconds(10), "the memory to be given back", () -> downloadMemory.reservedBytes() == 0);
    }

    private void assertInvalid(String path) throws Exception {
        HttpResponse<byte[]> answer = send(anybody(path).GET());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("invalid-ticket");
    }

    private PlayedSides.StoredFile file() {
        return Objects.requireNonNull(SIDES.file(alice, "/a.html"));
    }

    private String ticketed(String ticket) {
        return "/v1/manifests/" + file().content().manifestId() + "/content?ticket=" + ticket;
    }

    private String listed(String ticket) {
        return "/v1/manifests/" + file().content().manifestId() + "/chunks?ticket=" + ticket;
    }

    private DownloadTicket ticket(ManifestId id) {
        ContentReceipt content = file().content();
        return new DownloadTicket(id, content.size(), content.sha256(), true, content.mediaType(), "a.html");
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
