package dev.strata.command.purge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.command.purge.Purges.Job;
import dev.strata.kernel.id.SpaceId;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The worker is stopped, as if its process were dead, and the work is done step by step. */
class PurgesTest {
    private static final int FILES = 60;

    private final CommandSideProcess process = CommandSideProcess.shared();
    private final PurgeWorker worker = process.bean(PurgeWorker.class);
    private final JdbcClient jdbc = process.bean(JdbcClient.class);
    private final Purges purges = process.bean(Purges.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(process.bean(PlatformTransactionManager.class));
    private final User anna = Http.newUser();

    @BeforeEach
    void stopTheWorker() {
        Await.until(
                Duration.ofSeconds(20),
                "nothing is left of earlier tests",
                () -> jdbc.sql("SELECT count(*) FROM command.purge WHERE finished_at IS NULL")
                        .query(Long.class)
                        .single()
                        .equals(0L));
        worker.stop();
    }

    @AfterEach
    void startTheWorker() {
        if (!worker.isRunning()) {
            worker.start();
        }
    }

    /** A folder with three folders in it, and files of three bytes in each of those. */
    private void purgeTree() {
        String commands = IntStream.range(0, 3)
                .mapToObj(folder -> """
                        {"command": "create-folder", "ref": "f%d", "parentId": "#top", "name": "f%d"}""".formatted(folder, folder))
                .collect(Collectors.joining(","));
        String receipt = Receipts.of(anna, "a");
        String files = IntStream.range(0, FILES)
                .mapToObj(file -> """
                        {"command": "create-file", "parentId": "#f%d", "name": "%d", "receipt": "%s"}""".formatted(file % 3, file, receipt))
                .collect(Collectors.joining(","));
        assertThat(anna.http()
                        .post("/v1/batch", """
                        {"commands": [{"command": "create-folder", "ref": "top", "parentId": "%s", "name": "top"}, %s, %s,
                         {"command": "trash", "nodeId": "#top"}, {"command": "purge", "nodeId": "#top"}]}""".formatted(anna.root(), commands, files))
                        .status())
                .isEqualTo(200);
    }

    /** Else the log would say that something was brought back that is no more. */
    @Test
    void whatIsBroughtBackWhileAFolderAboveItGoesCameBackBefore() throws Exception {
        String receipt = Receipts.of(anna, "a");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                Answer made = anna.http().post("/v1/batch", """
                        {"commands": [{"command": "create-folder", "ref": "top", "parentId": "%s", "name": "top %d"},
                         {"command": "create-file", "ref": "file", "parentId": "#top", "name": "a", "receipt": "%s"},
                         {"command": "trash", "nodeId": "#file"}, {"command": "trash", "nodeId": "#top"}]}""".formatted(anna.root(), round, receipt));
                String top = made.body()
                        .path("results")
                        .get(0)
                        .path("node")
                        .path("id")
                        .asString();
                String file = made.body()
                        .path("results")
                        .get(1)
                        .path("node")
                        .path("id")
                        .asString();
                String back = "{\"parentId\": \"%s\", \"name\": \"back %d\"}".formatted(anna.root(), round);
                List<Callable<Answer>> both = List.of(
                        () -> anna.http().send("DELETE", "/v1/nodes/" + top, null),
                        () -> anna.http().send("DELETE", "/v1/nodes/%s/trash".formatted(file), back));
                List<Future<Answer>> answers = threads.invokeAll(both);
                assertThat(answers.getFirst().get().status()).isEqualTo(204);
                assertThat(answers.getLast().get().status()).isIn(200, 404, 409);
                List<String> last =
                        jdbc.sql("""
                                SELECT aggregate_identifier FROM log.event WHERE aggregate_identifier IN (?, ?)
                                 ORDER BY global_index DESC LIMIT 1""").params(top, file).query(String.class).list();
                assertThat(last).as("%s", answers.getLast().get().body()).containsExactly(top);
            }
        }
    }

    /** Its move was under way when the folder was purged: in the log it is behind that. */
    @Test
    void whatIsMovedOutWhileAFolderAboveItGoesStays() throws Exception {
        purgeTree();
        UUID file = jdbc.sql("SELECT node_id FROM command.node WHERE space_id = ? AND kind = 'file' LIMIT 1")
                .param(UUID.fromString(anna.spaceId()))
                .query(UUID.class)
                .single();
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> move = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                jdbc.sql("UPDATE command.node SET parent_id = ? WHERE node_id = ?")
                        .params(UUID.fromString(anna.root()), file)
                        .update();
                moved.countDown();
                Await.until(Duration.ofMinutes(1), "the purge waits for it", () -> waited.getCount() == 0);
            }));
            moved.await();
            worker.start();
            Await.until(Duration.ofSeconds(20), "the purge waits for it", this::isSomebodyWaiting);
            waited.countDown();
            move.get();
        }
        Await.until(
                Duration.ofSeconds(20), "the purge has ended", () -> progress().finishedAt() != null);
        assertThat(progress().removed()).isEqualTo(FILES + 3);
        assertThat(jdbc.sql("SELECT count(*) FROM command.node WHERE node_id = ?")
                        .param(file)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private boolean isSomebodyWaiting() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM command.node%')""").query(Boolean.class).single();
    }

    private Purge progress() {
        return purges.list(SpaceId.of(anna.spaceId())).getFirst();
    }

    private void step(int rows, boolean dies) {
        transaction.executeWithoutResult(status -> {
            Job job = purges.next().orElseThrow();
            if (job.total() == null) {
                purges.count(job);
            } else {
                purges.remove(job, rows);
            }
            if (dies) {
                status.setRollbackOnly();
            }
        });
    }

    private long used() {
        return anna.http().get("/v1/me").body().at("/quota/used").asLong();
    }

    @Test
    void aPurgeShowsHowFarItIsAndGivesTheBytesBackAsItGoes() {
        purgeTree();
        assertThat(progress().total()).isNull();
        step(25, false);
        assertThat(progress().total()).isEqualTo(FILES + 4);
        step(25, false);
        assertThat(progress().removed()).isEqualTo(25);
        assertThat(progress().finishedAt()).isNull();
        assertThat(used()).isBetween(3L * (FILES - 25), 3L * (FILES - 20));
    }

    @Test
    void whatDiesInTheMiddleIsTakenUpAgainAndCountsNothingTwice() {
        purgeTree();
        step(25, false);
        step(25, false);
        step(25, true);
        assertThat(progress().removed()).isEqualTo(25);
        worker.start();
        Await.until(
                Duration.ofSeconds(20), "the purge has ended", () -> progress().finishedAt() != null);
        assertThat(progress().removed()).isEqualTo(FILES + 4);
        assertThat(used()).isZero();
    }

    @Test
    void noTwoProcessesWorkAtOnePurge() {
        purgeTree();
        TransactionTemplate other = new TransactionTemplate(process.bean(PlatformTransactionManager.class));
        other.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(_ -> {
            assertThat(purges.next()).isPresent();
            assertThat(other.<Boolean>execute(_ -> purges.next().isPresent())).isFalse();
        });
    }
}
