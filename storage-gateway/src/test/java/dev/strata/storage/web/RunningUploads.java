package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What tests of uploads in pieces have in common. */
abstract class RunningUploads extends RunningGateway {
    static final String BYTES = "application/offset+octet-stream";
    static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Autowired
    JdbcClient jdbc;

    final HttpResponse<byte[]> begin(Map<String, Object> body) throws Exception {
        return send(post(alice, "/v1/uploads", body));
    }

    final String uploadOf(String path, long length) throws Exception {
        return json(begin(Map.of("path", path, "length", length)))
                .path("uploadId")
                .asString();
    }

    final String uploadOf(String path) throws Exception {
        return json(begin(new HashMap<>(Map.of("path", path)))).path("uploadId").asString();
    }

    final HttpRequest.Builder patching(String id, long offset) {
        return as(alice, "/v1/uploads/" + id)
                .header("Content-Type", BYTES)
                .header("Upload-Offset", Long.toString(offset));
    }

    final HttpResponse<byte[]> patch(String id, long offset, byte[] bytes) throws IOException, InterruptedException {
        return send(patching(id, offset).method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    /** A request that has ended for its client may take a moment to end here. */
    final HttpResponse<byte[]> resume(String id, int offset, byte[] bytes) throws Exception {
        Await.until(Duration.ofSeconds(10), "the upload to be free", () -> !leased(id));
        return patch(id, offset, slice(bytes, offset, bytes.length));
    }

    final HttpResponse<byte[]> part(String id, int number, byte[] bytes) throws IOException, InterruptedException {
        return send(as(alice, "/v1/uploads/" + id + "/parts/" + number).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    final HttpResponse<byte[]> complete(String id) throws IOException, InterruptedException {
        return send(as(alice, "/v1/uploads/" + id + "/completion").POST(BodyPublishers.noBody()));
    }

    final JsonNode state(String id) throws IOException, InterruptedException {
        return json(send(as(alice, "/v1/uploads/" + id).GET()));
    }

    final long offset(String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> head = send(as(alice, "/v1/uploads/" + id).method("HEAD", BodyPublishers.noBody()));
        return Long.parseLong(head.headers().firstValue("Upload-Offset").orElseThrow());
    }

    final boolean leased(String id) {
        return jdbc.sql("SELECT lease IS NOT NULL FROM storage.upload WHERE upload_id = ?::uuid")
                .param(id)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    final ContentReceipt content(String path) {
        PlayedSides.StoredFile file = SIDES.file(alice, path);
        assertThat(file).isNotNull();
        return file.content();
    }

    final String profile(String path) throws IOException {
        return manifests.open(content(path).manifestId()).head().profile();
    }

    final Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    final void head(Socket socket, String id, long offset, long length) throws IOException {
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
    final void breakOff(String id, long offset, byte[] bytes, int from, int until) throws IOException {
        try (Socket socket = socket()) {
            head(socket, id, offset, bytes.length - offset);
            socket.getOutputStream().write(bytes, from, until - from);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }
}
