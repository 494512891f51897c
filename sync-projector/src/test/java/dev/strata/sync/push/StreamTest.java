package dev.strata.sync.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.platform.session.EndedSessions;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.push.TestStream.Event;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamTest {
    private static final Duration GIVEN_UP_WITHIN = Duration.ofMinutes(2);

    private static SyncServer server;

    private final Home home = server.newHome();

    @BeforeAll
    static void start() {
        server = SyncServer.start(
                "--strata.sync.heartbeat=300ms",
                "--strata.sync.connections-per-account=2",
                "--server.tomcat.connection-timeout=3s");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private TestStream open(String query, @Nullable String lastEventId) throws IOException, InterruptedException {
        server.settle();
        return TestStream.open(server, server.token(home.account), query, lastEventId);
    }

    private static String name(Event event) {
        return event.data().path("records").path(0).path("name").asString();
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithWhatHappens() throws Exception {
        home.file(home.root, "before.txt", 1);
        try (TestStream stream = open("", null)) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            Event snapshot = stream.nextChanges();
            assertThat(snapshot.name()).isEqualTo("changes");
            assertThat(snapshot.data().path("records").size()).isEqualTo(2);
            assertThat(snapshot.id()).isEqualTo(snapshot.data().path("to").asString());

            home.file(home.root, "after.txt", 1);

            Event change = stream.nextChanges();
            assertThat(name(change)).isEqualTo("after.txt");
            assertThat(change.data().path("from").asString()).isEqualTo(snapshot.id());
        }
    }

    @Test
    void goesOnFromTheLastEventThatWasTaken() throws Exception {
        String last;
        try (TestStream stream = open("?cursor=latest", null)) {
            last = stream.nextChanges().id();
        }
        home.file(home.root, "meanwhile.txt", 1);
        try (TestStream stream = open("?cursor=latest", last)) {
            assertThat(name(stream.nextChanges())).isEqualTo("meanwhile.txt");
        }
    }

    @Test
    void saysThatItLivesWhenNothingHappens() throws Exception {
        try (TestStream stream = open("?cursor=latest", null)) {
            stream.nextChanges();
            assertThat(stream.next()).matches(Event::isComment);
            assertThat(stream.next()).matches(Event::isComment);
        }
    }

    @Test
    void endsWhenItWasToEnd() throws Exception {
        try (TestStream stream = open("?cursor=latest&seconds=1", null)) {
            Event event = stream.nextChanges();
            while (event != null) {
                event = stream.next();
            }
            assertThat(event).isNull();
        }
    }

    @Test
    void endsWithTheSessionAndTellsItNothingMore() throws Exception {
        UUID session = UUID.randomUUID();
        server.settle();
        try (TestStream stream = TestStream.open(server, server.token(home.account, session), "?cursor=latest", null)) {
            stream.nextChanges();
            server.bean(EndedSessions.class).add(List.of(session));
            home.file(home.root, "secret.txt", 1);
            Event event = stream.next();
            while (event != null) {
                assertThat(event).matches(Event::isComment);
                event = stream.next();
            }
            assertThat(event).isNull();
        }
    }

    /** The verifier forgives a minute of clock skew, so a token just past its end still gets in. */
    @Test
    void doesNotOutliveItsToken() throws Exception {
        server.settle();
        String token = server.token(home.account, null, Duration.ofSeconds(-20));
        try (TestStream stream = TestStream.open(server, token, "?cursor=latest", null)) {
            stream.nextChanges();
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void anAccountHasOnlySoManyConnections() throws Exception {
        try (TestStream first = open("?cursor=latest", null);
                TestStream second = open("?cursor=latest", null)) {
            first.nextChanges();
            second.nextChanges();
            try (TestStream third = open("?cursor=latest", null)) {
                assertThat(third.status()).isEqualTo(429);
            }
        }
    }

    /** Its place is free once the thread that wrote to it has given up. */
    @Test
    void whoeverNeverReadsIsLetGo() throws Exception {
        server.settle();
        tellMoreThanBuffersHold();
        try (Socket first = openAndReadNoMore();
                Socket second = openAndReadNoMore()) {
            Await.until(GIVEN_UP_WITHIN, "both are given up", this::hasRoomForTwo);
            assertThat(List.of(first, second)).noneMatch(Socket::isClosed);
        }
    }

    private boolean hasRoomForTwo() {
        Connections connections = server.bean(Connections.class);
        int room = 0;
        while (connections.open(home.account)) {
            room++;
        }
        for (int i = 0; i < room; i++) {
            connections.close(home.account);
        }
        return room == 2;
    }

    private void tellMoreThanBuffersHold() {
        server.sql()
                .sql("""
                INSERT INTO sync.record (space_id, node_id, seq, other_seq, content_seq, type, version, parent_id, name,
                    kind, op, changed_at)
                SELECT :space, gen_random_uuid(), 1000 + n, 1000 + n, 1000 + n, 'node', 1, :root, repeat('n', 250),
                    'folder', 'created', now()
                FROM generate_series(1, 40000) n""")
                .param("space", home.space.value())
                .param("root", home.root.value())
                .update();
        server.sql()
                .sql("UPDATE sync.space SET head = 41000 WHERE space_id = ?")
                .param(home.space.value())
                .update();
    }

    /** Reads that it was let in. */
    private Socket openAndReadNoMore() throws IOException {
        URI address = URI.create(server.url("http"));
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream().write("""
                GET /v1/changes/stream HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                \r
                """.formatted(address.getAuthority(), server.token(home.account))
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        return socket;
    }

    @Test
    void refusesWhatItCannotGoOnFrom() throws Exception {
        try (TestStream stream = open("", "nonsense")) {
            assertThat(stream.status()).isEqualTo(400);
        }
        try (TestStream stream = open("?seconds=0", null)) {
            assertThat(stream.status()).isEqualTo(400);
        }
    }
}
