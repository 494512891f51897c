package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();

    private String records() {
        return server.sql()
                .sql("SELECT string_agg(r::text, chr(10) ORDER BY seq) FROM sync.record r WHERE space_id = ?")
                .param(home.space.value())
                .query(String.class)
                .single();
    }

    @Test
    void theLogGivesTheSameRecordsAgainAndCursorsStayValid() {
        TreeModel model = new TreeModel(home, new Random(99));
        for (int i = 0; i < 40; i++) {
            model.step();
        }
        server.settle();
        Reader reader = new Reader(server, home);
        reader.readPage(5);
        Reader caughtUp = new Reader(server, home).catchUp(100);
        String before = records();

        server.replay();

        assertThat(records()).isEqualTo(before);
        home.file(home.root, "after", 1);
        server.settle();
        Reader fresh = new Reader(server, home).catchUp(100);
        assertThat(reader.catchUp(3).state()).isEqualTo(fresh.state());
        assertThat(caughtUp.catchUp(3).state()).isEqualTo(fresh.state());
    }

    @Test
    void readersWaitWhileTheFeedIsRebuilt() {
        server.settle();
        StreamingEventProcessor processor = server.bean(EventProcessingConfiguration.class)
                .eventProcessor("change-feed", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        SyncServer.Answer answer = server.get(home.account, "/v1/changes");
        processor.start();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("feed-rebuilding");
        assertThat(answer.body().path("retryable").asBoolean()).isTrue();
        Await.until(
                SOON,
                "the feed is back",
                () -> server.get(home.account, "/v1/changes").status() == 200);
    }

    /** Transactions commit in another order than they took their positions in; a replay goes by position. */
    @Test
    void anEventThatWasCommittedLateIsNeitherLostNowNorAfterAReplay() throws Exception {
        NodeId early = home.file(home.root, "early", 1);
        NodeId late = home.file(home.root, "late", 1);
        server.settle();
        Reader reader = new Reader(server, home).catchUp(10);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> slow =
                    other.submit(() -> server.bean(TransactionManager.class).executeInTransaction(() -> {
                        home.write("Node", late, new NodeRenamed(late, home.space, "late", "late-renamed"));
                        written.countDown();
                        await(commit);
                    }));
            written.await();
            home.rename(early, "early-renamed");
            Await.until(
                    SOON,
                    "the first commit is seen",
                    () -> reader.catchUp(10).state().toString().contains("early-renamed"));
            Reader between = reader.copy();
            commit.countDown();
            get(slow);
            home.file(home.root, "another", 1);
            Await.until(
                    SOON,
                    "the late commit is seen",
                    () -> reader.catchUp(10).state().toString().contains("late-renamed"));
            assertThat(cameLate()).isTrue();

            server.replay();

            Reader fresh = new Reader(server, home).catchUp(10);
            assertThat(fresh.state().toString()).contains("early-renamed").contains("late-renamed");
            assertThat(between.catchUp(10).state()).isEqualTo(fresh.state());
            assertThat(reader.catchUp(10).state()).isEqualTo(fresh.state());
        }
    }

    private boolean cameLate() {
        return server.sql()
                .sql("SELECT late FROM sync.space WHERE space_id = ?")
                .param(home.space.value())
                .query(Boolean.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void get(Future<?> future) throws ExecutionException, InterruptedException {
        future.get();
    }
}
