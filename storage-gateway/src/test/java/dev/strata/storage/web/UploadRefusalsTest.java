package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/uploads} through real HTTP: whose they are, how many, and what is refused. */
class UploadRefusalsTest extends RunningUploads {
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

        assertThat(SIDES.reserved(alice, "/a.txt")).isEqualTo(5);

        assertThat(send(as(alice, "/v1/uploads/" + id).DELETE()).statusCode()).isEqualTo(204);

        assertThat(send(as(alice, "/v1/uploads/" + id).GET()).statusCode()).isEqualTo(404);
        assertThat(SIDES.reserved(alice, "/a.txt")).isZero();
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
        "'{\"path\":\"/a\",\"in\":\"nonsense\"}', 400",
        "'{\"path\":\"/a\",\"in\":\"0193b0c4-0000-7000-8000-000000000000\"}', 404",
        "'{\"path\":\"/\",\"in\":\"0193b0c4-0000-7000-8000-000000000000\"}', 409",
        "'{\"path\":\"/a\",\"sha256\":\"00\"}', 400",
        "'{\"path\":\"/a\",\"profile\":\"fixed-4m\"}', 400",
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
}
