package dev.strata.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/manifests/contents} through real HTTP. */
class ContentsTest extends RunningGateway {
    @Test
    void contentsComeInTheOrderOfTheirTickets() throws Exception {
        List<byte[]> contents = new ArrayList<>();
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            contents.add(random(i % 7 == 0 ? 0 : 50 * i, i));
            tickets.add(stored("/many-" + i, contents.get(i)));
        }
        Collections.reverse(contents);
        Collections.reverse(tickets);

        HttpResponse<byte[]> answer = contents(tickets);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.strata.contents");
        assertThat(split(answer.body())).containsExactlyElementsOf(contents);
    }

    @Test
    void oneContentMayComeTwice() throws Exception {
        byte[] content = random(1000, 5);
        String ticket = stored("/twice", content);

        assertThat(split(contents(List.of(ticket, ticket)).body())).containsExactly(content, content);
    }

    @Test
    void contentsThatAreEmptyComeToo() throws Exception {
        String ticket = stored("/empty", new byte[0]);

        assertThat(contents(List.of(ticket, ticket)).body()).isEqualTo(new byte[8]);
    }

    @Test
    void oneTicketThatIsNoneRefusesAll() throws Exception {
        HttpResponse<byte[]> answer = contents(List.of(stored("/good", random(10, 1)), "none"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("invalid-ticket");
    }

    @Test
    void moreThanEightMebibytesDoNotComeTogether() throws Exception {
        String ticket = stored("/large", random(CHUNK, 8));

        assertThat(split(contents(List.of(ticket, ticket)).body())).hasSize(2);
        HttpResponse<byte[]> answer = contents(List.of(ticket, ticket, stored("/small", random(1, 9))));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("contents-too-large");
    }

    @Test
    void aThousandTicketsAreTheMost() throws Exception {
        String ticket = stored("/one", random(10, 1));

        assertThat(contents(Collections.nCopies(1_000, ticket)).statusCode()).isEqualTo(200);
        assertThat(code(contents(Collections.nCopies(1_001, ticket)))).isEqualTo("invalid-value");
        assertThat(code(contents(List.of()))).isEqualTo("invalid-value");
    }

    @Test
    void aBrokenContentRefusesAll() throws Exception {
        String good = stored("/whole", random(100, 11));
        String broken = stored("/broken", random(100, 12));
        damage(Objects.requireNonNull(SIDES.file(alice, "/broken")).content());

        HttpResponse<byte[]> answer = contents(List.of(broken, good));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("chunk-corrupt");
    }

    @Test
    void aTicketIsOfNoUseToNobody() throws Exception {
        HttpResponse<byte[]> answer = send(anybody("/v1/manifests/contents")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"tickets\":[\"%s\"]}".formatted(stored("/a", random(10, 1))))));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private String stored(String path, byte[] bytes) throws IOException, InterruptedException {
        assertThat(upload(alice, path, bytes).statusCode()).isIn(200, 201);
        return SIDES.ticket(Objects.requireNonNull(SIDES.file(alice, path)));
    }

    private HttpResponse<byte[]> contents(List<String> tickets) throws IOException, InterruptedException {
        return send(post(alice, "/v1/manifests/contents", Map.of("tickets", tickets)));
    }

    private static List<byte[]> split(byte[] body) {
        List<byte[]> contents = new ArrayList<>();
        for (ByteBuffer rest = ByteBuffer.wrap(body); rest.hasRemaining(); ) {
            byte[] content = new byte[rest.getInt()];
            rest.get(content);
            contents.add(content);
        }
        return contents;
    }
}
