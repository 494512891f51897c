package dev.strata.endtoend.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL in the middle of uploads, of a storm of commands, of the projections that follow them, and of collections that
 * write packs anew all the time; again and again on the same data. {@code -Dstrata.kill.seed=} repeats what a run chose, {@code -Dstrata.kill.count=} kills more often.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("strata.kill.count", 10);
    private static final long SEED = Long.getLong("strata.kill.seed", System.nanoTime());
    private static final int UPLOADERS = 2;
    private static final int COMMANDERS = 3;
    private static final int ACKNOWLEDGEMENTS_MAX = 150;
    private static final int WITH_DATABASE_EVERY = 4;
    /** Seldom, because a young process takes long over a password; often enough for tokens that last for minutes. */
    private static final int SIGN_IN_EVERY = 5;

    private static final Duration WORK_WITHIN = Duration.ofSeconds(10);
    /** With a collector without a rest. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dstrata.storage.gc.every=1s",
            "-Dstrata.storage.gc.look-every=PT0.5S",
            "-Dstrata.storage.gc.grace=0s");

    private final Random random = new Random(SEED);
    private final Replica replica = new Replica();
    private final List<Worker> all = new ArrayList<>();
    private int rewriting;

    @Test
    void whatWasAcknowledgedIsThereOnceAndWhole() {
        System.out.printf("kill: seed %d%n", SEED);
        try (StrataProcess strata = StrataProcess.start("kill", OPTIONS)) {
            Person person = Person.signUp(strata.url());
            Barrier barrier = new Barrier(strata.url());
            for (int round = 1; round <= KILLS; round++) {
                AtomicInteger acknowledgements = new AtomicInteger();
                List<Worker> workers = workers(person, round, acknowledgements);
                boolean withDatabase = round % WITH_DATABASE_EVERY == 0;
                workUntilKilled(strata, person, workers, acknowledgements, withDatabase);
                long killed = System.nanoTime();
                strata.restart();
                long restarted = System.nanoTime();
                if (round % SIGN_IN_EVERY == 0) {
                    person = person.signIn();
                    barrier = new Barrier(strata.url());
                }
                inspect(person, barrier, workers);
                rewriting += rewritings(strata);
                System.out.printf(
                        "kill %d: %s after %d acknowledgements; started again in %d ms, inspected in %d ms%n",
                        round,
                        withDatabase ? "server and database" : "server",
                        acknowledgements.get(),
                        Duration.ofNanos(restarted - killed).toMillis(),
                        Duration.ofNanos(System.nanoTime() - restarted).toMillis());
            }
            inspectAll(person, barrier);
            System.out.printf("kill: %d of the last collections of each round wrote packs anew%n", rewriting);
            assertThat(rewriting).isPositive();
        }
    }

    private static int rewritings(StrataProcess strata) {
        try {
            String token = Files.readString(strata.home().resolve("keys").resolve("operator-token"));
            return (int)
                    Api.at(strata.url())
                            .with(token.strip())
                            .get("/v1/operations/storage/collections")
                            .is(200)
                            .items()
                            .stream()
                            .filter(collection -> collection.path("rewritten").asInt() > 0)
                            .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Worker> workers(Person person, int round, AtomicInteger acknowledgements) {
        Stream<Worker> uploads = IntStream.range(0, UPLOADERS).mapToObj(number -> {
            String name = "round%d-uploads%d".formatted(round, number);
            return new Uploads(person.folder(person.root(), name), name, child(), acknowledgements);
        });
        Stream<Worker> commands = IntStream.range(0, COMMANDERS).mapToObj(number -> {
            String name = "round%d-commands%d".formatted(round, number);
            return new Commands(person.folder(person.root(), name), child(), acknowledgements);
        });
        List<Worker> workers = Stream.concat(uploads, commands).toList();
        all.addAll(workers);
        return workers;
    }

    private Random child() {
        return new Random(random.nextLong());
    }

    private void workUntilKilled(
            StrataProcess strata,
            Person person,
            List<Worker> workers,
            AtomicInteger acknowledgements,
            boolean withDatabase) {
        int enough = 1 + random.nextInt(ACKNOWLEDGEMENTS_MAX);
        long end = System.nanoTime() + WORK_WITHIN.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> replica.follow(person)));
            workers.forEach(worker -> running.add(threads.submit(() -> worker.work(person))));
            try {
                Await.until(
                        WORK_WITHIN.multipliedBy(2),
                        "the moment to kill",
                        () -> acknowledgements.get() >= enough
                                || System.nanoTime() > end
                                || running.stream().anyMatch(Future::isDone));
            } finally {
                if (withDatabase) {
                    strata.killWithDatabase();
                } else {
                    strata.kill();
                }
            }
            for (Future<?> ended : running) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("somebody was answered what must not be", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void inspect(Person person, Barrier barrier, List<Worker> workers) {
        workers.forEach(worker -> worker.settle(person));
        Inspection inspection = new Inspection(person, barrier);
        for (Worker worker : workers) {
            inspection.check(worker.folder(), worker.acknowledged(), replica);
            inspection.download(worker.acknowledged().values());
        }
    }

    /** In the end: everything of all rounds, to the device that was there all the time and to one that comes new. */
    private void inspectAll(Person person, Barrier barrier) {
        Inspection inspection = new Inspection(person, barrier);
        Replica latecomer = new Replica();
        for (Worker worker : all) {
            inspection.check(worker.folder(), worker.acknowledged(), replica);
            inspection.check(worker.folder(), worker.acknowledged(), latecomer);
            inspection.download(worker.acknowledged().values());
        }
        assertThat(person.children(person.root())).hasSize(all.size());
        assertThat(all.stream().mapToInt(worker -> worker.acknowledged().size()).sum())
                .as("something was done between the kills")
                .isGreaterThan(KILLS);
    }
}
