package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamFeedTest {
    private final StubServer server;
    private final StrataClient client;

    StreamFeedTest() throws IOException {
        server = new StubServer().signedIn();
        client = new StrataClient(server.url());
    }

    @BeforeEach
    void signIn() throws IOException {
        client.signIn("anna", "secret", null);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String event(String to) {
        return "id: %s\nevent: changes\ndata: {\"from\":null,\"to\":\"%s\",\"hasMore\":false,\"epoch\":\"e\",\"records\":[]}\n\n"
                .formatted(to, to);
    }

    /** When a stream has ended, the next one begins where it did. */
    @Test
    void goesOnFromTheLastEvent() {
        server.then(200, event("a") + ":\n\n" + event("b"));
        server.then(200, event("c"));
        server.then(410, "{\"code\":\"feed-reset\"}");

        assertThat(follow()).containsExactly("a", "b", "c");
        assertThat(server.asked().stream().skip(1).map(StubServer.Asked::path))
                .containsExactly(
                        "/v1/changes/stream?cursor=start",
                        "/v1/changes/stream?cursor=b",
                        "/v1/changes/stream?cursor=c");
    }

    @Test
    void halfAnEventIsNone() {
        server.then(200, event("a") + event("b").strip());
        server.then(410, "{\"code\":\"feed-reset\"}");

        assertThat(follow()).containsExactly("a");
    }

    @Test
    void waitsAsLongAsAServerAsksThatStops() {
        server.then(200, event("a") + "retry: 1500\n\n");
        server.then(410, "{\"code\":\"feed-reset\"}");
        long begin = System.nanoTime();

        assertThat(follow()).containsExactly("a");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
    }

    private List<String> follow() {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> client.follow(FeedWay.STREAM, "start", changes -> told.add(changes.to())))
                .hasMessageContaining("feed-reset");
        return told;
    }
}
