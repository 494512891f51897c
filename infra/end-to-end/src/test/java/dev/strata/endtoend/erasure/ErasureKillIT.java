package dev.strata.endtoend.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGKILL in the middle of an erasure leaves all of the account or nothing of it. {@code -Dstrata.kill.seed=} repeats. */
class ErasureKillIT {
    private static final int KILLS = Integer.getInteger("strata.kill.count", 2);
    private static final long SEED = Long.getLong("strata.kill.seed", System.nanoTime());
    /** The tables that an erasure writes to, each held in turn to stop it there. */
    private static final List<String> STEPS =
            List.of("command.access_grant", "command.purge", "command.account", "log.subject_key", "log.event");

    private static final int FOLDERS = 400;
    private static final Duration PURGED_WITHIN = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);

    @Test
    void allOrNothing() {
        System.out.printf("erasure kill: seed %d%n", SEED);
        try (StrataProcess strata = StrataProcess.start("erasure-kill")) {
            Person ben = Person.signUp(strata.url());
            for (String step : STEPS) {
                Person zoe = someone(strata, ben);
                assertThat(killAt(step, strata, zoe)).isFalse();
                strata.restart();
                assertThat(isGone(strata, zoe, ben)).as("killed at " + step).isFalse();
            }
            Person erased = someone(strata, ben);
            long usual = took(erased);
            strata.kill();
            strata.restart();
            assertThat(isGone(strata, erased, ben)).as("killed when done").isTrue();
            for (int round = 1; round <= KILLS; round++) {
                Person zoe = someone(strata, ben);
                long delay = usual / 2 + random.nextLong(usual);
                boolean acknowledged = killAfter(delay, strata, zoe);
                strata.restart();
                boolean gone = isGone(strata, zoe, ben);
                System.out.printf(
                        "erasure kill %d: after %d of %d ms, %s, %s%n",
                        round, delay, usual, acknowledged ? "acknowledged" : "no answer", gone ? "gone" : "all there");
                assertThat(acknowledged && !gone)
                        .as("acknowledged, and yet undone")
                        .isFalse();
            }
        }
    }

    /** When the transaction has come as far as to write to the table. */
    private static boolean killAt(String table, StrataProcess strata, Person person) {
        try (Database holder = Database.in(strata.home());
                Database watcher = Database.in(strata.home())) {
            holder.hold(table);
            CompletableFuture<Boolean> erased = CompletableFuture.supplyAsync(() -> isErased(person));
            watcher.awaitWaiting(table);
            strata.kill();
            return erased.join();
        }
    }

    private static boolean killAfter(long millis, StrataProcess strata, Person person) {
        CompletableFuture<Boolean> erased = CompletableFuture.supplyAsync(() -> isErased(person));
        CompletableFuture.runAsync(strata::kill, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
        return erased.join();
    }

    /** With a tree, and with grants in both directions. */
    private static Person someone(StrataProcess strata, Person ben) {
        Person zoe = Person.signUp(strata.url());
        String folder = zoe.folder(zoe.root(), "shared");
        String commands = IntStream.range(0, FOLDERS)
                .mapToObj(number -> """
                        {"command": "create-folder", "parentId": "%s", "name": "%d"}""".formatted(folder, number))
                .collect(Collectors.joining(","));
        zoe.api().post("/v1/batch", "{\"commands\": [%s]}".formatted(commands)).is(200);
        grant(zoe, folder, ben);
        grant(ben, ben.folder(ben.root(), "for " + zoe.login()), zoe);
        return zoe;
    }

    private static void grant(Person from, String node, Person to) {
        from.api()
                .put("/v1/nodes/%s/grants/%s".formatted(node, to.accountId()), "{\"role\": \"editor\"}")
                .is(200);
    }

    /** In milliseconds. */
    private static long took(Person person) {
        long begun = System.nanoTime();
        assertThat(isErased(person)).isTrue();
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    /** Whether it was acknowledged. */
    private static boolean isErased(Person person) {
        try {
            return Eraser.erase(person).is(204).isSuccess();
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Whether the account is gone. */
    private static boolean isGone(StrataProcess strata, Person zoe, Person ben) {
        Answer signIn = Eraser.signIn(zoe.api(), zoe.login(), "");
        new Barrier(strata.url()).pass();
        try (Database database = Database.in(strata.home())) {
            String keys = String.join(",", database.texts("""
                    SELECT (wrapped_key IS NULL)::text FROM log.subject_key WHERE subject IN ('%s', '%s')""".formatted(zoe.accountId(), zoe.spaceId())));
            if (signIn.isSuccess()) {
                Person again = zoe.signIn();
                assertThat(keys).isEqualTo("false,false");
                assertThat(again.children(again.children(again.root())
                                .getFirst()
                                .path("id")
                                .asString()))
                        .hasSize(FOLDERS);
                assertThat(grants(database, zoe)).isEqualTo(2);
                assertThat(sharedWith(ben, zoe)).isOne();
                return false;
            }
            assertThat(signIn.status()).isEqualTo(401);
            assertThat(keys).isEqualTo("true,true");
            assertThat(grants(database, zoe)).isZero();
            assertThat(sharedWith(ben, zoe)).isZero();
            Await.until(
                    PURGED_WITHIN,
                    "the purge has gone on after the kill",
                    () -> database.texts(
                                    "SELECT node_id FROM command.node WHERE space_id = '%s'".formatted(zoe.spaceId()))
                            .isEmpty());
            return true;
        }
    }

    private static int grants(Database database, Person zoe) {
        return database.texts("""
                SELECT g.grant_id FROM command.access_grant g JOIN command.node n USING (node_id)
                 WHERE g.account_id = '%s' OR n.space_id = '%s'""".formatted(zoe.accountId(), zoe.spaceId())).size();
    }

    private static long sharedWith(Person ben, Person zoe) {
        return ben.all("/v1/shared-with-me").stream()
                .filter(node -> node.path("spaceId").asString().equals(zoe.spaceId()))
                .count();
    }
}
