package dev.strata.endtoend.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Commands;
import dev.strata.endtoend.process.Gateway;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.Sides;
import dev.strata.endtoend.process.Workplace;
import dev.strata.testing.Await;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two sync projectors on one database: one of them projects, both serve, and either can go. */
class TwoProjectorsIT {
    private static final long SEED = Long.getLong("strata.feed.seed", System.nanoTime());
    private static final int WORK_SECONDS = Integer.getInteger("strata.feed.seconds", 20);
    private static final int QUIET_SECONDS = 600;
    private static final int STEPS = 40;
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(12);
    /** A claim counts for ten seconds; the rest is for a busy machine. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofMinutes(3);

    @Test
    void cursorsCountForBothAndBothWake() throws SQLException {
        try (Sides sides = Sides.startAll()) {
            Sides.Member other = sides.startAnother(Jar.SYNC_PROJECTOR);
            Sides.Member one = sides.one(Jar.SYNC_PROJECTOR);
            Person anna = Person.signUp(sides.url(Jar.COMMAND_SIDE));
            Api atOne = Api.at(one.url()).with(anna.api().token());
            Api atOther = Api.at(other.url()).with(anna.api().token());
            awaitRoot(atOne);

            String cursor = atOne.get("/v1/changes?cursor=latest").is(200).text("to");
            CompletableFuture<Answer> waitingAtOne = waiting(atOne, cursor);
            CompletableFuture<Answer> waitingAtOther = waiting(atOther, cursor);
            awaitWaiting(one);
            awaitWaiting(other);
            anna.folder(anna.root(), "first");
            Answer first = waitingAtOne.join();
            assertThat(names(first)).containsExactly("first");
            assertThat(waitingAtOther.join().json()).isEqualTo(first.json());

            anna.folder(anna.root(), "second");
            assertThat(names(waiting(atOther, first.text("to")).join())).containsExactly("second");

            Sides.Member projects = projecting(sides);
            Api survivor = projects == one ? atOther : atOne;
            String last = survivor.get("/v1/changes?cursor=latest").is(200).text("to");
            projects.kill();
            anna.folder(anna.root(), "third");
            Await.until(
                    TAKEN_OVER_WITHIN,
                    "the survivor projects",
                    () -> names(waiting(survivor, last).join()).equals(List.of("third")));
            assertThat(projecting(sides)).isNotSameAs(projects);
        }
    }

    @Test
    void whoeverFollowsThroughTheGatewayMissesNothing() throws SQLException {
        assumeTrue(Gateway.isPossible(), "skipped: there is no nginx on this machine");
        try (Sides sides = Sides.startAll()) {
            sides.startAnother(Jar.SYNC_PROJECTOR);
            try (Gateway gateway = Gateway.before(sides)) {
                Api api = Api.at(gateway.url(), gateway.client());
                Person anna = Person.signUp(api);
                Person ben = Person.signUp(api);
                Commands terminal = new Commands(Workplace.folder("terminal")).with(gateway.trust());
                terminal.withInput(Person.PASSWORD)
                        .run("login", "--server", gateway.url().toString(), anna.login(), "--password-stdin")
                        .is(0);
                Commands.Running check = terminal.start(
                        "feed",
                        "check",
                        "--json",
                        "--seconds",
                        "" + WORK_SECONDS,
                        "--quiet-within",
                        "" + QUIET_SECONDS);
                long end = System.nanoTime() + Duration.ofSeconds(WORK_SECONDS).toNanos();
                int kills = 0;
                try (Crowd crowd = new Crowd(List.of(anna, ben), SEED)) {
                    do {
                        crowd.awaitMore(STEPS);
                        Sides.Member projects = projecting(sides);
                        projects.kill();
                        crowd.awaitMore(STEPS);
                        projects.restart();
                        kills++;
                    } while (System.nanoTime() < end);
                }
                JsonNode said = check.await(ENDED_WITHIN).is(0).json();
                System.out.printf("two projectors: %d kills, %s%n", kills, said);
                assertThat(said.path("told").valueStream())
                        .hasSize(3)
                        .allSatisfy(told -> assertThat(told.path("records").asLong())
                                .isGreaterThan(said.path("nodes").asLong()));
            }
        }
    }

    private static void awaitRoot(Api api) {
        Await.until(
                TAKEN_OVER_WITHIN,
                "the feed has begun",
                () -> !api.get("/v1/changes").is(200).json().path("records").isEmpty());
    }

    private static CompletableFuture<Answer> waiting(Api api, String cursor) {
        return CompletableFuture.supplyAsync(
                () -> api.get("/v1/changes?wait=60&cursor=" + cursor).is(200));
    }

    private static void awaitWaiting(Sides.Member projector) {
        Await.until(
                TAKEN_OVER_WITHIN,
                "somebody waits",
                () -> new String(
                                Api.at(projector.url())
                                        .get("/actuator/prometheus")
                                        .is(200)
                                        .body(),
                                StandardCharsets.UTF_8)
                        .contains("strata_feed_longpolls 1.0"));
    }

    private static List<String> names(Answer page) {
        return page.json()
                .path("records")
                .valueStream()
                .map(record -> record.path("name").asString())
                .toList();
    }

    /** Whoever has claimed the events: the owner is named after its process. */
    private static Sides.Member projecting(Sides sides) throws SQLException {
        Sides.Member[] found = new Sides.Member[1];
        Await.until(TAKEN_OVER_WITHIN, "somebody projects", () -> {
            String owner = owner(sides);
            for (Sides.Member member : sides.all(Jar.SYNC_PROJECTOR)) {
                if (owner.startsWith(member.pid() + "@")) {
                    found[0] = member;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    private static String owner(Sides sides) throws SQLException {
        try (Connection connection = sides.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(owner, '') FROM sync.token_entry WHERE processor_name = 'change-feed'")) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
