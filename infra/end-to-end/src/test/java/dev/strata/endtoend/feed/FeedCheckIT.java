package dev.strata.endtoend.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Commands;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import dev.strata.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code strata feed check} while many write and the server is killed. {@code -Dstrata.feed.seconds=} says for how long,
 * {@code -Dstrata.feed.seed=} repeats what was chosen.
 */
class FeedCheckIT {
    private static final Duration WORK = Duration.ofSeconds(Long.getLong("strata.feed.seconds", 20));
    private static final long SEED = Long.getLong("strata.feed.seed", System.nanoTime());
    private static final int QUIET_SECONDS = 600;
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(12);
    private static final int STEPS_MAX = 200;
    private final Random random = new Random(SEED);

    @Test
    void eachWayTellsTheSameAndAllOfItWhateverIsKilled() {
        System.out.printf("feed: seed %d%n", SEED);
        try (StrataProcess strata = StrataProcess.start("feed")) {
            Person anna = Person.signUp(strata.url());
            Person ben = Person.signUp(strata.url());
            Person carl = Person.signUp(strata.url());
            Commands terminal = new Commands(Workplace.folder("terminal"));
            terminal.withInput(Person.PASSWORD)
                    .run("login", "--server", strata.url().toString(), anna.login(), "--password-stdin")
                    .is(0);
            Commands.Running check = terminal.start(
                    "feed",
                    "check",
                    "--json",
                    "--seconds",
                    "" + WORK.toSeconds(),
                    "--quiet-within",
                    "" + QUIET_SECONDS);
            Await.until(ENDED_WITHIN, "it follows", () -> isFollowed(strata));
            long end = System.nanoTime() + WORK.toNanos();
            int kills = 0;
            long steps;
            try (Crowd crowd = new Crowd(List.of(anna, anna, ben, carl), SEED)) {
                do {
                    crowd.awaitMore(1 + random.nextInt(STEPS_MAX));
                    strata.kill();
                    strata.restart();
                    kills++;
                } while (System.nanoTime() < end);
                steps = crowd.done();
            }
            JsonNode said = check.await(ENDED_WITHIN).is(0).json();
            System.out.printf("feed: %d kills, %d changes, %s%n", kills, steps, said);
            assertThat(said.path("told").valueStream())
                    .hasSize(3)
                    .allSatisfy(told -> assertThat(told.path("records").asLong())
                            .isGreaterThan(said.path("nodes").asLong()));
            assertThat(said.path("mounts").asInt())
                    .isEqualTo(anna.signIn().all("/v1/shared-with-me").size());
        }
    }

    private static boolean isFollowed(StrataProcess strata) {
        String metrics = new String(
                Api.at(strata.url()).get("/actuator/prometheus").is(200).body(), StandardCharsets.UTF_8);
        return metrics.contains("strata_feed_sockets 1.0");
    }

    @Test
    void aQuietDriveIsAsItIsTold() {
        StrataProcess strata = StrataProcess.shared();
        Person anna = Person.signUp(strata.url());
        anna.upload("a.txt", new byte[] {1, 2, 3}).is(201);
        Commands terminal = new Commands(Workplace.folder("terminal"));
        terminal.run("feed", "check").is(3);
        terminal.withInput(Person.PASSWORD)
                .run("login", "--server", strata.url().toString(), anna.login(), "--password-stdin")
                .is(0);
        terminal.run("feed", "check", "--seconds", "1")
                .is(0)
                .says("2 files and folders and 0 of others")
                .says("0 resets")
                .says("long-poll")
                .says("stream")
                .says("socket");
    }
}
