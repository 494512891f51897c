package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/uploads} through real HTTP: parts. */
class UploadPartsTest extends RunningUploads {
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

    /** The gateway of these tests takes parts of 6 MB at most. */
    @ParameterizedTest
    @CsvSource({"0, 200", "1, 413"})
    void aPartHasALargestLength(int more, int status) throws Exception {
        byte[] bytes = random((6 << 20) + more, 21);

        assertThat(part(uploadOf("/a.bin"), 1, bytes).statusCode()).isEqualTo(status);
    }

    @Test
    void partsAreCutAsTheVersionBefore() throws Exception {
        byte[] bytes = random(200_000, 22);
        upload(alice, "/a.bin?profile=aligned", bytes);
        bytes[100_000]++;
        String id = uploadOf("/a.bin", bytes.length);
        part(id, 1, bytes);

        assertThat(complete(id).statusCode()).isEqualTo(200);

        assertThat(profile("/a.bin")).isEqualTo("aligned");
    }
}
