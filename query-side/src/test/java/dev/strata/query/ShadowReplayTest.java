package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.id.NodeId;
import dev.strata.testing.Await;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** A projection is built anew beside itself, compared, and put in place, while everything goes on. */
class ShadowReplayTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Operator operator = new Operator(side);
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person ben = Person.opened(log);
    private final NodeId folder = ann.folder(ann.root(), "folder");
    private final NodeId file = ann.file(folder, "file");

    @BeforeEach
    void aBitOfEverything() {
        ann.addVersion(file, 2, 'b');
        ann.grant(folder, ben, "viewer");
        ann.aBitOfEveryAttribute(file);
        ann.conflict(ann.file(folder, "copy"), file);
        side.awaitProjections();
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "version-history", "sharing", "star", "conflict", "comment", "audit-trail"})
    void replayUnderWritesEndsEqualAndNoReaderFails(String projection) throws InterruptedException {
        List<String> shape = shape();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofVirtual().start(() -> write(over, failures)));
        for (String path : List.of(
                "/v1/nodes/" + folder + "/children",
                "/v1/paths/folder/file",
                "/v1/files/" + file + "/versions",
                "/v1/nodes/" + folder + "/grants",
                "/v1/starred",
                "/v1/conflicts",
                "/v1/audit?node=" + file)) {
            threads.add(Thread.ofVirtual().start(() -> read(path, over, reads, failures)));
        }

        JsonNode replay;
        try {
            Await.until(Operator.PATIENCE, "readers and writer are at work", () -> reads.get() > 100);
            replay = operator.replay(projection, "");
            long then = reads.get();
            Await.until(Operator.PATIENCE, "readers go on", () -> reads.get() > then + 50);
        } finally {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(replay.path("state").asString()).as(replay.toString()).isEqualTo("done");
        assertThat(Operator.different(replay)).as(replay.toString()).isZero();
        assertThat(failures).isEmpty();
        assertThat(shape()).isEqualTo(shape);
        side.awaitProjections();
        assertThat(Operator.different(operator.replay(projection, "?compareOnly=true")))
                .isZero();
    }

    private void write(AtomicBoolean over, Queue<String> failures) {
        try {
            for (int i = 0; !over.get(); i++) {
                NodeId node = ann.file(folder, "file " + i);
                ann.rename(node, "file " + i, "renamed " + i);
                ann.addVersion(node, 2, 'c');
                ann.star(node);
                ann.conflict(node, file);
                ann.revoke(ann.grant(node, ben, "editor"), node, ben);
                ann.trash(node, folder, "renamed " + i);
                if (i % 3 == 0) {
                    ann.purge(node);
                }
            }
        } catch (RuntimeException e) {
            failures.add("write: " + e);
        }
    }

    private void read(String path, AtomicBoolean over, AtomicLong reads, Queue<String> failures) {
        while (!over.get()) {
            Answer answer = side.get(ann, path);
            reads.incrementAndGet();
            if (answer.status() != 200) {
                failures.add(path + ": " + answer);
            }
        }
    }

    /** Indexes, constraints, columns, and how much the planner keeps of what is in them. */
    private List<String> shape() {
        return side.jdbc().sql("""
                        SELECT indexdef || coalesce(' ' || contype::text, '') AS text FROM pg_indexes
                          LEFT JOIN pg_constraint ON conname = indexname AND connamespace = 'query'::regnamespace
                         WHERE schemaname = 'query'
                        UNION ALL
                        SELECT concat_ws(' ', relname, reloptions, attname, format_type(atttypid, atttypmod), attnotnull,
                               attstattarget, attcollation, pg_get_expr(adbin, adrelid))
                          FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
                          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                         WHERE relnamespace = 'query'::regnamespace
                         ORDER BY 1""").query((row, _) -> row.getString("text")).list();
    }

    @Test
    void differenceIsReportedAndThenMended() {
        Map<String, List<String>> before = side.rows();
        side.jdbc()
                .sql(
                        "UPDATE query.star SET starred_at = now() WHERE account_id = ? AND to_position = (SELECT max(to_position) FROM query.star)")
                .param(ann.account().value())
                .update();
        side.jdbc()
                .sql(
                        "INSERT INTO query.star SELECT account_id, ?, starred_at, 0, 1 FROM query.star WHERE account_id = ? LIMIT 1")
                .params(folder.value(), ann.account().value())
                .update();

        JsonNode compared = operator.replay("star", "?compareOnly=true");

        assertThat(compared.path("state").asString()).isEqualTo("done");
        assertThat(compared.path("detail").asString()).isEqualTo("2 rows differed; nothing was changed");
        JsonNode table = compared.path("comparison").get(0);
        assertThat(table.path("table").asString()).isEqualTo("star");
        assertThat(table.path("present").asLong())
                .isEqualTo(table.path("rebuilt").asLong() + 1);
        List<JsonNode> samples = table.path("samples").valueStream().toList();
        assertThat(samples).hasSize(2).anySatisfy(sample -> {
            assertThat(sample.path("found").asString()).isEqualTo("both");
            assertThat(sample.path("key").path("node_id").asString()).isEqualTo(file.toString());
            assertThat(sample.path("columns").get(0).asString()).isEqualTo("starred_at");
        });
        assertThat(samples)
                .anySatisfy(
                        sample -> assertThat(sample.path("found").asString()).isEqualTo("present"));
        assertThat(side.rows().get("star")).isNotEqualTo(before.get("star"));

        JsonNode swapped = operator.replay("star", "");
        assertThat(swapped.path("detail").asString()).isEqualTo("2 rows differed; what was rebuilt is read now");
        assertThat(side.rows().get("star")).isEqualTo(before.get("star"));
        assertThat(Operator.different(operator.replay("star", "?compareOnly=true")))
                .isZero();
    }

    @Test
    void replayDoesNotForgetWhatIsParkedAndGetsItBackIfItCan() {
        side.jdbc()
                .sql("ALTER TABLE query.conflict ADD CONSTRAINT poison CHECK (head <> 1) NOT VALID")
                .update();
        NodeId copy = ann.file(folder, "poison");
        ann.conflict(copy, file);
        side.awaitProjections();
        try {
            assertThat(side.asOperator("GET", "/v1/operations/dead-letters").items("stream"))
                    .contains(copy.toString());
            long present = side.rows().get("conflict").size();

            JsonNode worse = operator.replay("conflict", "");
            assertThat(worse.path("state").asString()).isEqualTo("failed");
            assertThat(worse.path("detail").asString()).contains("dead letters").contains("poison");
            assertThat(side.rows().get("conflict")).hasSize((int) present);
        } finally {
            side.jdbc().sql("ALTER TABLE query.conflict DROP CONSTRAINT poison").update();
        }

        assertThat(operator.replay("conflict", "").path("state").asString()).isEqualTo("done");
        assertThat(side.asOperator("GET", "/v1/operations/dead-letters").items("id"))
                .isEmpty();
        assertThat(side.get(ann, "/v1/conflicts").items("id")).contains(copy.toString());
    }

    @Test
    void oneReplayOfAProjectionAtATime() throws SQLException {
        try (Obstacle _ = Obstacle.toBuilding(side, "audit-trail")) {
            Answer first = operator.begin("audit-trail", "?compareOnly=true");
            assertThat(first.status()).as(first.toString()).isEqualTo(202);

            Answer second = operator.begin("audit-trail", "");
            assertThat(second.status()).as(second.toString()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("replay-running");
            assertThat(operator.replay("star", "").path("state").asString()).isEqualTo("done");
        }
        assertThat(operator.end("audit-trail").path("state").asString()).isEqualTo("done");
    }

    /** A position is given before the commit, so that an event can turn up below those that were seen. */
    @Test
    void eventThatTheOldOneHasStillBeforeItComesOnceToTheNewOne() {
        PlatformTransactionManager transactions = side.bean(PlatformTransactionManager.class);
        log.appendLate(transactions, ann.account(), ann.account(), new NodeStarred(ann.account(), folder), () -> {
            Thread other = Thread.ofVirtual().start(() -> ben.star(folder));
            join(other);
            Await.until(
                    Operator.PATIENCE,
                    "the star after it is seen",
                    () -> side.get(ben, "/v1/starred").items("id").contains(folder.toString()));
            side.processor("star").shutDown();
        });
        try {
            JsonNode replay = operator.replay("star", "");
            assertThat(replay.path("detail").asString()).isEqualTo("no difference; what was rebuilt is read now");
            assertThat(side.get(ann, "/v1/starred").items("id")).doesNotContain(folder.toString());
        } finally {
            side.processor("star").start();
        }

        Await.until(
                Operator.PATIENCE,
                "the late star is seen",
                () -> side.get(ann, "/v1/starred").items("id").contains(folder.toString()));
        assertThat(Operator.different(operator.replay("star", "?compareOnly=true")))
                .isZero();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void swapWaitsForALongReaderAndOthersDoNotWaitForIt() throws SQLException {
        try (Obstacle _ = Obstacle.toSwapping(side, "star")) {
            operator.begin("star", "");
            operator.awaitState("star", "swapping");
            ann.star(folder);
            side.awaitProjections();
            for (int i = 0; i < 20; i++) {
                assertThat(side.get(ann, "/v1/starred").items("id")).contains(folder.toString());
            }
            assertThat(operator.state("star")).isEqualTo("swapping");
        }
        assertThat(operator.end("star").path("state").asString()).isEqualTo("done");
        assertThat(side.get(ann, "/v1/starred").items("id")).contains(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "version-history", "sharing", "star", "conflict", "comment", "audit-trail"})
    void twiceIsLikeOnce(String projection) {
        Map<String, List<String>> before = side.rows();
        before.remove("replay");

        for (int i = 0; i < 2; i++) {
            assertThat(operator.replay(projection, "").path("detail").asString())
                    .isEqualTo("no difference; what was rebuilt is read now");
            assertThat(side.rows()).containsAllEntriesOf(before);
        }
        assertThat(operator.leftovers()).isEmpty();
    }

    @Test
    void wrongNamesAreExplained() {
        Answer unknown = side.asOperator("POST", Operator.PROJECTIONS + "nodes/replay");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("projection-not-found");
        assertThat(unknown.text("detail")).contains("There are: audit-trail, comment, conflict, node");
        assertThat(side.get(ann, Operator.PROJECTIONS + "node/replay").status()).isEqualTo(403);
    }
}
