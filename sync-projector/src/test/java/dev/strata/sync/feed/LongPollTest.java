package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.platform.session.EndedSessions;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.testing.Await;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LongPollTest {
    private static final ExecutorService CALLERS = Executors.newVirtualThreadPerTaskExecutor();

    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();

    private String latest() {
        server.settle();
        return server.get(home.account, "/v1/changes?cursor=latest").text("to");
    }

    private CompletableFuture<Answer> poll(String cursor, int seconds) {
        return CompletableFuture.supplyAsync(
                () -> server.get(home.account, "/v1/changes?wait=%d&cursor=%s".formatted(seconds, cursor)), CALLERS);
    }

    private void awaitWaiting(double readers) {
        Await.until(
                Duration.ofSeconds(5),
                "%s readers wait".formatted(readers),
                () -> server.bean(io.micrometer.core.instrument.MeterRegistry.class)
                                .get("strata.feed.longpolls")
                                .gauge()
                                .value()
                        == readers);
    }

    @Test
    void answersAsSoonAsSomethingHappens() {
        String cursor = latest();
        CompletableFuture<Answer> poll = poll(cursor, 60);
        awaitWaiting(1);
        home.file(home.root, "a.txt", 1);
        Answer answer = poll.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(answer.body().path("records").path(0).path("name").asString())
                .isEqualTo("a.txt");
        assertThat(answer.text("from")).isEqualTo(cursor);
        awaitWaiting(0);
    }

    @Test
    void seesWhatAnotherProcessProjected() {
        String cursor = latest();
        CompletableFuture<Answer> poll = poll(cursor, 60);
        awaitWaiting(1);
        server.sql()
                .sql("""
                        WITH space AS (UPDATE sync.space SET head = head + 1 WHERE space_id = :space RETURNING head)
                        UPDATE sync.record SET name = 'elsewhere', seq = (SELECT head FROM space) WHERE node_id = :root
                        """)
                .param("space", home.space.value())
                .param("root", home.root.value())
                .update();
        Answer answer = poll.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(answer.body().path("records").path(0).path("name").asString())
                .isEqualTo("elsewhere");
    }

    @Test
    void saysNothingToASessionThatWasEndedMeanwhile() {
        String cursor = latest();
        UUID session = UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.url("http") + "/v1/changes?wait=60&cursor=" + cursor))
                .header("Authorization", "Bearer " + server.token(home.account, session))
                .build();
        CompletableFuture<Answer> poll = CompletableFuture.supplyAsync(() -> SyncServer.send(request), CALLERS);
        awaitWaiting(1);
        server.bean(EndedSessions.class).add(List.of(session));
        home.file(home.root, "secret.txt", 1);
        Answer answer = poll.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().body()).doesNotContain("secret");
    }

    @Test
    void answersEmptyHandedInTheEnd() {
        String cursor = latest();
        Answer answer = poll(cursor, 1).join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("records").isEmpty()).isTrue();
        assertThat(answer.text("to")).isEqualTo(cursor);
    }

    @Test
    void doesNotWaitWhenSomethingIsThere() {
        String cursor = latest();
        home.file(home.root, "a.txt", 1);
        server.settle();
        Answer answer = poll(cursor, 60).orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(answer.body().path("records").size()).isEqualTo(1);
    }

    @Test
    void manyReadersOfOneAccountAllWake() {
        String cursor = latest();
        List<CompletableFuture<Answer>> polls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            polls.add(poll(cursor, 60));
        }
        awaitWaiting(20);
        home.file(home.root, "a.txt", 1);
        for (CompletableFuture<Answer> poll : polls) {
            assertThat(poll.orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .body()
                            .path("records")
                            .size())
                    .isEqualTo(1);
        }
    }
}
