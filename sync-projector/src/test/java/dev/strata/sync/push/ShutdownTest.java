package dev.strata.sync.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final long COME_BACK_WITHIN_MILLIS = 12_345;
    private static final int CLIENTS = 20;

    @Test
    void whoeverWaitsIsReleased() {
        try (SyncServer server = SyncServer.start()) {
            Home home = server.newHome();
            server.settle();
            String cursor =
                    server.get(home.account, "/v1/changes?cursor=latest").text("to");
            TestSocket socket = TestSocket.open(server, server.token(home.account), FeedSockets.PROTOCOL);
            socket.next("welcome");
            CompletableFuture<Answer> poll = CompletableFuture.supplyAsync(
                    () -> server.get(home.account, "/v1/changes?wait=60&cursor=" + cursor));
            Await.until(
                    Duration.ofSeconds(5),
                    "a reader waits",
                    () -> server.bean(io.micrometer.core.instrument.MeterRegistry.class)
                                    .get("strata.feed.longpolls")
                                    .gauge()
                                    .value()
                            == 1);
            long start = System.nanoTime();

            server.stop();

            // Whoever has said goodbye is not waited for.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FeedSockets.GOODBYE);
            assertThat(poll.orTimeout(10, TimeUnit.SECONDS).join().text("to")).isEqualTo(cursor);
            socket.next("bye");
            assertThat(socket.closeCode()).isEqualTo(1001);
        }
    }

    /** Not all of them come back in one moment. */
    @Test
    void eachIsToldAnotherMomentToComeBack() throws Exception {
        try (SyncServer server = SyncServer.start("--strata.sync.come-back-within=" + COME_BACK_WITHIN_MILLIS + "ms")) {
            Home home = server.newHome();
            server.settle();
            List<TestSocket> sockets = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TestSocket socket = TestSocket.open(server, server.token(home.account), FeedSockets.PROTOCOL);
                socket.next("welcome");
                sockets.add(socket);
            }
            try (TestStream stream = TestStream.open(server, server.token(home.account), "?cursor=latest", null)) {
                stream.nextChanges();

                server.stop();

                List<Long> told = new ArrayList<>(List.of(stream.retryMillis()));
                sockets.forEach(socket ->
                        told.add(socket.next("bye").path("retryAfterMs").asLong(-1)));
                assertThat(told)
                        .allMatch(millis -> millis >= 0 && millis <= COME_BACK_WITHIN_MILLIS)
                        .hasSizeGreaterThan(CLIENTS);
                // Two may hit the same millisecond by chance; half of them will not.
                assertThat(Set.copyOf(told)).hasSizeGreaterThan(CLIENTS / 2);
            }
        }
    }
}
