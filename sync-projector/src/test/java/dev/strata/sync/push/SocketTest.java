package dev.strata.sync.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.session.EndedSessions;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketTest {
    private static SyncServer server;

    private final Home home = server.newHome();

    @BeforeAll
    static void start() {
        server = SyncServer.start("--strata.sync.heartbeat=500ms", "--strata.sync.connections-per-account=2");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private TestSocket connect() {
        server.settle();
        return TestSocket.open(server, server.token(home.account), FeedSockets.PROTOCOL);
    }

    @Test
    void welcomesWithTheHeartbeat() {
        try (TestSocket socket = connect()) {
            JsonNode welcome = socket.next("welcome");
            assertThat(welcome.path("heartbeatMs").asLong()).isEqualTo(500);
            assertThat(socket.protocol()).isEqualTo("strata.feed.v1");
        }
    }

    @Test
    void wakesWhenSomethingHasMovedAndThePullHasIt() {
        try (TestSocket socket = connect()) {
            String cursor = socket.next("welcome").path("head").asString();
            home.file(home.root, "a.txt", 1);
            String head = socket.next("wake").path("head").asString();
            JsonNode page =
                    server.get(home.account, "/v1/changes?cursor=" + cursor).body();
            assertThat(page.path("records").path(0).path("name").asString()).isEqualTo("a.txt");
            assertThat(page.path("to").asString()).isEqualTo(head);
        }
    }

    @Test
    void takesAStormTogether() {
        try (TestSocket socket = connect()) {
            socket.next("welcome");
            for (int i = 0; i < 100; i++) {
                home.file(home.root, "f" + i, 1);
            }
            server.settle();
            String head = server.get(home.account, "/v1/changes?cursor=latest").text("to");
            int wakes = 1;
            while (!socket.next("wake").path("head").asString().equals(head)) {
                wakes++;
            }
            assertThat(wakes).isLessThan(100);
        }
    }

    @Test
    void endsWithTheSession() {
        UUID session = UUID.randomUUID();
        server.settle();
        try (TestSocket socket = TestSocket.open(server, server.token(home.account, session), FeedSockets.PROTOCOL)) {
            socket.next("hb");
            server.bean(EndedSessions.class).add(List.of(session));
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void anotherAccountsChangesWakeNobody() {
        Home other = server.newHome();
        try (TestSocket socket = connect()) {
            String head = socket.next("welcome").path("head").asString();
            other.file(other.root, "a.txt", 1);
            server.settle();
            assertThat(socket.next("hb").path("head").asString()).isEqualTo(head);
            assertThat(socket.received("wake")).isZero();
        }
    }

    @Test
    void unknownMessagesAreAllowedAndHugeOnesAreNot() {
        try (TestSocket socket = connect()) {
            socket.next("welcome");
            socket.send("{\"t\":\"something-new\"}");
            socket.next("hb");
            socket.send("x".repeat(1024));
            socket.next("hb");
            socket.send("x".repeat(1025));
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        assertThatThrownBy(() -> TestSocket.open(server, "nonsense", FeedSockets.PROTOCOL))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    /** A browser says which page asks, and sends what it holds for us whatever page that is. */
    @Test
    void thePageOfAnotherOriginIsNotLetIn() {
        String token = server.token(home.account);
        assertThatThrownBy(() -> TestSocket.openFrom("https://evil.example", server, token))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));

        server.settle();
        try (TestSocket socket = TestSocket.openFrom(server.url("http"), server, token)) {
            assertThat(socket.next("welcome").path("heartbeatMs").asLong()).isEqualTo(500);
        }
    }

    @Test
    void theSubProtocolMustBeAskedFor() {
        try (TestSocket socket = TestSocket.open(server, server.token(home.account), null)) {
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void anAccountHasOnlySoManyConnections() {
        try (TestSocket first = connect();
                TestSocket second = connect()) {
            first.next("welcome");
            second.next("welcome");
            try (TestSocket third = connect()) {
                assertThat(third.closeCode()).isEqualTo(4429);
            }
            second.hangUp();
            assertThat(second.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
            Await.until(Duration.ofSeconds(10), "room for another", () -> {
                try (TestSocket fourth = connect()) {
                    return fourth.next("welcome") != null;
                }
            });
        }
    }

    /** The verifier forgives a minute of clock skew, so a token just past its end still gets in. */
    @Test
    void aConnectionDoesNotOutliveItsToken() {
        server.settle();
        String token = server.token(home.account, null, Duration.ofSeconds(-20));
        try (TestSocket socket = TestSocket.open(server, token, FeedSockets.PROTOCOL)) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aClientThatNeverAnswersIsClosed() throws Exception {
        server.settle();
        try (SilentClient client = SilentClient.open(server, server.token(home.account))) {
            assertThat(client.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void whoNeverReadsIsLetGo() throws Exception {
        server.settle();
        awaitConnections(0);
        try (SilentClient one = SilentClient.open(server, server.token(home.account));
                SilentClient other = SilentClient.open(server, server.token(home.account))) {
            awaitConnections(2);
            for (int i = 0; i < 100; i++) {
                home.file(home.root, "f" + i, 1);
            }
            awaitConnections(0);
            assertThat(List.of(one.closeCode(), other.closeCode())).containsOnly(4408);
        }
    }

    private static void awaitConnections(int count) {
        Await.until(
                Duration.ofSeconds(20),
                count + " connections",
                () -> server.bean(MeterRegistry.class)
                                .get("strata.feed.sockets")
                                .gauge()
                                .value()
                        == count);
    }

    @Test
    void connectionsAreCounted() {
        try (TestSocket socket = connect()) {
            socket.next("welcome");
            assertThat(server.bean(MeterRegistry.class)
                            .get("strata.feed.sockets")
                            .gauge()
                            .value())
                    .isPositive();
        }
    }
}
