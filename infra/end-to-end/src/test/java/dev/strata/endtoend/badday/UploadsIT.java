package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that break off, or are not what they say they are. */
class UploadsIT {
    private static final Home HOME = Home.fresh();
    private static final byte[] OTHER = "other content".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int CHUNK_MAX = 4 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"new.txt", "file.txt"})
    void bodyShorterThanAnnounced(String path) {
        RawRequest request = RawRequest.of("PUT", "/v1/content/" + path, HOME.api())
                .header("Content-Length", "1000")
                .body("x".repeat(999));

        HOME.untouchedBy(request::send).isProblem(400, "body-incomplete");
    }

    @Test
    void largeBodyShorterThanAnnounced() {
        RawRequest request = RawRequest.of("PUT", "/v1/content/new.txt", HOME.api())
                .header("Content-Length", Integer.toString(3 * CHUNK_MAX))
                .body("x".repeat(2 * CHUNK_MAX + 1));

        HOME.untouchedBy(request::send).isProblem(400, "body-incomplete");
    }

    @Test
    void chunkedBodyWithoutItsEnd() {
        RawRequest request = RawRequest.of("PUT", "/v1/content/new.txt", HOME.api())
                .header("Transfer-Encoding", "chunked")
                .body("5\r\nhello\r\n");

        HOME.untouchedBy(request::send).isProblem(400, "body-incomplete");
    }

    @Test
    void chunkShorterThanAnnounced() {
        RawRequest request = RawRequest.of("PUT", chunk(OTHER), HOME.api())
                .header("Content-Length", "1000")
                .body("other content");

        HOME.untouchedBy(request::send).isProblem(400, "body-incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Repr-Digest", "Content-Digest"})
    void wrongDigest(String header) {
        HOME.untouchedBy(
                        () -> HOME.api().putBytes("/v1/content/new.txt", Home.CONTENT, header, Bytes.reprDigest(OTHER)))
                .isProblem(422, "digest-mismatch");
        HOME.untouchedBy(() ->
                        HOME.api().putBytes("/v1/content/file.txt", OTHER, header, Bytes.reprDigest(Home.CONTENT)))
                .isProblem(422, "digest-mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=abc", "sha-256=:abc:", "sha-256=::", "sha-256=:!!!!:"})
    void digestThatIsNone(String digest) {
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/new.txt", Home.CONTENT, "Repr-Digest", digest))
                .isProblem(400, "invalid-value");
    }

    @Test
    void rightDigestOfEachKindIsTaken() {
        Home home = Home.fresh();

        home.api()
                .putBytes(
                        "/v1/content/a.txt",
                        OTHER,
                        "Repr-Digest",
                        Bytes.reprDigest(OTHER),
                        "Content-Digest",
                        Bytes.reprDigest(OTHER))
                .is(201);
    }

    @Test
    void chunkUnderTheWrongHash() {
        HOME.untouchedBy(() -> HOME.api().putBytes(chunk(OTHER), Home.CONTENT)).isProblem(422, "wrong-hash");
        HOME.api()
                .post("/v1/chunks/missing", """
                        {"spaceId": "%s", "ids": ["%s"]}""".formatted(HOME.owner().spaceId(), Bytes.sha256(OTHER)))
                .is(200)
                .json()
                .path("missing")
                .forEach(id -> assertThat(id.asString()).isEqualTo(Bytes.sha256(OTHER)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "zz", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
    void chunkUnderWhatIsNoHash(String id) {
        HOME.untouchedBy(() -> HOME.api()
                        .putBytes(
                                "/v1/chunks/%s?space=%s"
                                        .formatted(id, HOME.owner().spaceId()),
                                OTHER))
                .isProblem(400, "invalid-value");
    }

    @Test
    void emptyAndTooLargeChunks() {
        byte[] large = new byte[CHUNK_MAX + 1];

        HOME.untouchedBy(() -> HOME.api().putBytes(chunk(new byte[0]), new byte[0]))
                .isProblem(422, "empty-chunk");
        HOME.untouchedBy(() -> HOME.api().putBytes(chunk(large), large)).isProblem(413, "too-large");
    }

    @Test
    void manifestOfChunksThatAreNotThere() {
        String id = Bytes.sha256(Bytes.random(4711, 100));

        HOME.untouchedBy(() -> manifest(id, id, 100)).isProblem(409, "chunks-missing");
    }

    @Test
    void manifestThatDoesNotFitItsChunks() {
        HOME.owner().receipt(Home.CONTENT);
        String id = Bytes.sha256(Home.CONTENT);

        HOME.untouchedBy(() -> manifest(Bytes.sha256(OTHER), id, Home.CONTENT.length))
                .isProblem(422, "digest-mismatch");
        HOME.untouchedBy(() -> manifest(id, id, Home.CONTENT.length + 1)).isProblem(422, "invalid-manifest");
        HOME.untouchedBy(() -> manifest(id, id, 0)).isProblem(400, "invalid-value");
    }

    @Test
    void partsAndOtherFormsOfAContentAreRefused() {
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/file.txt", OTHER, "Content-Range", "bytes 0-12/100"))
                .isProblem(400, "partial-content");
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/file.txt", OTHER, "Content-Encoding", "gzip"))
                .isProblem(415, "encoded-content");
    }

    private static dev.strata.endtoend.http.Answer manifest(String whole, String chunk, int length) {
        return HOME.api().post("/v1/manifests", """
                {"spaceId": "%s", "profile": "fixed-4m", "sha256": "%s", "chunks": [{"id": "%s", "length": %d}]}""".formatted(HOME.owner().spaceId(), whole, chunk, length));
    }

    private static String chunk(byte[] content) {
        return "/v1/chunks/%s?space=%s"
                .formatted(Bytes.sha256(content), HOME.owner().spaceId());
    }
}
