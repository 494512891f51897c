package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.Router;
import dev.strata.endtoend.process.Sides;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Three folders of one account, with an agent each, and the four sides as processes of their own, all of which are killed.
 * {@code -Dstrata.sync.seconds=} says how long people work, {@code -Dstrata.sync.seed=} repeats what they chose.
 */
class SidesSyncIT {
    private static final Duration WORK = Duration.ofSeconds(Long.getLong("strata.sync.seconds", 40));
    private static final long SEED = Long.getLong("strata.sync.seed", System.nanoTime());
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);
    /** Devices may delete what there is many times over. */
    private static final String NO_GUARD = "--strata.device-guard.nodes=1000000000";

    private static final List<Jar> JARS =
            List.of(Jar.COMMAND_SIDE, Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR);

    private final Random random = new Random(SEED);
    private final Edits edits = new Edits(random);
    private final List<Jar> killed = new ArrayList<>();
    private int agentsKilled;

    @Test
    void threeFoldersEndUpTheSameWhicheverProcessIsKilled() throws IOException {
        System.out.printf("sides: seed %d%n", SEED);
        try (Sides sides = Sides.startAll(NO_GUARD);
                Router router = new Router(sides)) {
            Person person = Person.signUp(router.url());
            try (SyncedFolder one = new SyncedFolder("one", router.url(), person);
                    SyncedFolder two = new SyncedFolder("two", router.url(), person);
                    SyncedFolder three = new SyncedFolder("three", router.url(), person)) {
                List<SyncedFolder> all = List.of(one, two, three);
                SyncedFolder.await(QUIET_WITHIN, all, () -> SyncedFolder.areTheSame(all));
                work(sides, all);
                for (SyncedFolder folder : all) {
                    awaitArrival(folder, all);
                }
                SyncedFolder.await(QUIET_WITHIN, all, () -> SyncedFolder.areTheSame(all));
                assertThat(ServerTree.of(person.signIn())).isEqualTo(one.tree());
                Set<String> found = new HashSet<>(one.tree().values());
                found.addAll(ServerTree.history(person.signIn()));
                assertThat(found).containsAll(edits.alive());
                System.out.printf(
                        "sides: %d contents written, %d agents killed, sides killed: %s, %d files at the end%n",
                        edits.written(), agentsKilled, killed, one.files().size());
            }
        }
    }

    private void work(Sides sides, List<SyncedFolder> folders) throws IOException {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end || agentsKilled == 0 || !killed.containsAll(JARS)) {
            SyncedFolder folder = folders.get(random.nextInt(folders.size()));
            edit(folder, 1 + random.nextInt(8));
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    folder.kill();
                    edit(folder, random.nextInt(3));
                    folder.restart();
                    agentsKilled++;
                }
                case 2, 3 -> {
                    Jar jar = JARS.get(random.nextInt(JARS.size()));
                    sides.one(jar).kill();
                    killed.add(jar);
                    edit(folder, 2);
                    sides.one(jar).restart();
                }
                case 4, 5 -> awaitArrival(folder, folders);
                // So that what is killed next is in the middle of it.
                default -> LockSupport.parkNanos(random.nextInt(3_000) * 1_000_000L);
            }
        }
    }

    private void edit(SyncedFolder folder, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            edits.edit(folder);
        }
    }

    /** Until all agents have been at work since they, or a side, were killed. */
    private void awaitArrival(SyncedFolder from, List<SyncedFolder> everywhere) throws IOException {
        String letter = edits.letter(from);
        SyncedFolder.await(
                QUIET_WITHIN,
                everywhere,
                () -> everywhere.stream()
                        .allMatch(folder -> Files.exists(folder.root().resolve(letter))));
    }
}
