package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Two folders of one account, with an agent each. {@code -Dstrata.sync.seconds=} says how long people work in them, {@code
 * -Dstrata.sync.seed=} repeats what they chose.
 */
class SyncIT {
    private static final Duration WORK = Duration.ofSeconds(Long.getLong("strata.sync.seconds", 90));
    private static final long SEED = Long.getLong("strata.sync.seed", System.nanoTime());
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);
    private static final Duration ONCE_WITHIN = Duration.ofSeconds(60);

    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    /** As in production, but for a guard that lets devices delete what there is many times over. */
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-Dstrata.device-guard.nodes=1000000000");

    private static final List<String> FORGETFUL =
            List.of("-Xmx512m", "-Dstrata.sync.tombstones-kept=1ms", "-Dstrata.sync.tombstones-look-every=PT0.5S");

    private final Random random = new Random(SEED);
    private final Edits edits = new Edits(random);
    private int kills;

    @Test
    void twoFoldersAndTheServerEndUpTheSameWhateverIsKilled() throws IOException {
        System.out.printf("sync: seed %d%n", SEED);
        try (StrataProcess strata = StrataProcess.start("sync", OPTIONS)) {
            Person person = Person.signUp(strata.url());
            try (SyncedFolder one = new SyncedFolder("one", strata.url(), person);
                    SyncedFolder other = new SyncedFolder("other", strata.url(), person)) {
                List<SyncedFolder> both = List.of(one, other);
                SyncedFolder.await(QUIET_WITHIN, both, () -> SyncedFolder.areTheSame(both));
                work(strata, both);
                awaitArrival(one, other);
                awaitArrival(other, one);
                SyncedFolder.await(QUIET_WITHIN, both, () -> SyncedFolder.areTheSame(both));
                assertThat(ServerTree.of(person.signIn())).isEqualTo(one.tree());
                Set<String> found = new HashSet<>(one.tree().values());
                if (!found.containsAll(edits.alive())) {
                    found.addAll(ServerTree.history(person.signIn()));
                }
                assertThat(found).containsAll(edits.alive());
                System.out.printf(
                        "sync: %d contents written, %d kills, %d files at the end%n",
                        edits.written(), kills, one.files().size());
            }
        }
    }

    @Test
    void whatCannotBeSyncedIsLeftAloneAndSaid() throws IOException {
        StrataProcess strata = StrataProcess.shared();
        Person person = Person.signUp(strata.url());
        try (SyncedFolder one = new SyncedFolder("left", strata.url(), person)) {
            Await.until(ONCE_WITHIN, "in sync", one::isInSync);
            Files.createSymbolicLink(one.root().resolve("link"), Path.of("/etc/hosts"));
            Files.writeString(one.root().resolve(".strataignore"), "*.tmp\n");
            Files.writeString(one.root().resolve("a.tmp"), "not sent");
            Files.writeString(one.root().resolve("b.txt"), "sent");
            Await.until(
                    ONCE_WITHIN,
                    "b.txt on the server",
                    () -> ServerTree.of(person).keySet().equals(Set.of(".strataignore", "b.txt")));
            Await.until(ONCE_WITHIN, "said", () -> one.status().contains("a symbolic link"));
            assertThat(one.root().resolve("a.tmp")).hasContent("not sent");
        }
    }

    @Test
    void anAgentThatStartsAgainGoesOnWithItsSession() throws IOException {
        StrataProcess strata = StrataProcess.shared();
        Person person = Person.signUp(strata.url());
        try (SyncedFolder one = new SyncedFolder("again", strata.url(), person)) {
            Await.until(ONCE_WITHIN, "in sync", one::isInSync);
            int sessions = person.all("/v1/sessions").size();
            one.killAndRestart();
            Files.writeString(one.root().resolve("a.txt"), "sent");
            Await.until(
                    ONCE_WITHIN,
                    "a.txt on the server",
                    () -> ServerTree.of(person).keySet().equals(Set.of("a.txt")));
            assertThat(person.all("/v1/sessions")).hasSize(sessions);
        }
    }

    /** A run that finds all as another left it looks no further: whatever changes must be seen without that. */
    @Test
    void oneRunAfterAnotherSeesWhateverHasChanged() throws IOException {
        Person person = Person.signUp(StrataProcess.shared().url());
        try (SyncedFolder one = new SyncedFolder("once", StrataProcess.shared().url(), person)) {
            Await.until(ONCE_WITHIN, "in sync", one::isInSync);
            writeLongAgo(one.root().resolve("a.txt"), "one", 1);
            assertThat(treeAfterOnce(one, person)).containsOnlyKeys("a.txt");

            writeLongAgo(one.root().resolve("a.txt"), "two", 2);
            assertThat(treeAfterOnce(one, person)).isEqualTo(one.tree());

            String folder = person.folder(person.root(), "made there");
            assertThat(treeAfterOnce(one, person)).containsKeys("a.txt", "made there");

            Files.createDirectory(one.root().resolve("made there/made here"));
            assertThat(treeAfterOnce(one, person)).containsKey("made there/made here");

            Files.move(one.root().resolve("a.txt"), one.root().resolve("b.txt"));
            assertThat(treeAfterOnce(one, person)).containsKey("b.txt").doesNotContainKey("a.txt");

            Files.delete(one.root().resolve("b.txt"));
            assertThat(treeAfterOnce(one, person)).doesNotContainKey("b.txt");

            person.api().put("/v1/nodes/%s/trash".formatted(folder), "").is(200);
            assertThat(treeAfterOnce(one, person)).isEmpty();

            writeLongAgo(one.root().resolve(".strataignore"), "*.tmp\n", 3);
            writeLongAgo(one.root().resolve("c.tmp"), "kept here", 3);
            assertThat(treeAfterOnce(one, person)).containsOnlyKeys(".strataignore");
            writeLongAgo(one.root().resolve(".strataignore"), "", 4);
            assertThat(treeAfterOnce(one, person)).containsOnlyKeys(".strataignore", "c.tmp");
        }
    }

    /** It is not the folder that was agreed on, though it holds what was noted of that. */
    @Test
    void whatAHalfCopiedFolderLacksIsNotDeletedAnywhere() throws IOException {
        Person person = Person.signUp(StrataProcess.shared().url());
        try (SyncedFolder one =
                new SyncedFolder("copied", StrataProcess.shared().url(), person)) {
            Await.until(ONCE_WITHIN, "in sync", one::isInSync);
            Files.writeString(one.root().resolve("copied.txt"), "copied");
            Files.writeString(one.root().resolve("not yet.txt"), "not copied yet");
            Await.until(ONCE_WITHIN, "sent", () -> ServerTree.of(person).size() == 2 && one.isInSync());
            one.kill();
            Path original = one.root().resolveSibling("original");
            Files.move(one.root(), original);
            Files.createDirectory(one.root());
            Files.move(original.resolve(".strata"), one.root().resolve(".strata"));
            Files.copy(original.resolve("copied.txt"), one.root().resolve("copied.txt"));

            one.restart();

            Path missing = one.root().resolve("not yet.txt");
            Await.until(ONCE_WITHIN, "back", () -> Files.exists(missing) && one.isInSync());
            assertThat(missing).hasContent("not copied yet");
            assertThat(ServerTree.of(person)).isEqualTo(one.tree());
            assertThat(person.all("/v1/trash")).isEmpty();
            one.killAndRestart();
            Await.until(
                    ONCE_WITHIN,
                    "in sync again",
                    () -> one.isInSync() && one.tree().size() == 2);
        }
    }

    /** It was told of nothing that went while it was away, and must not bring that back either. */
    @Test
    void whatWasDeletedWhileAnAgentWasAwayForVeryLongStaysDeleted() throws IOException {
        try (StrataProcess strata = StrataProcess.start("forgetful", FORGETFUL)) {
            Person person = Person.signUp(strata.url());
            try (SyncedFolder one = new SyncedFolder("away", strata.url(), person)) {
                Await.until(ONCE_WITHIN, "in sync", one::isInSync);
                for (String name : List.of("kept.txt", "deleted.txt", "written.txt")) {
                    Files.writeString(one.root().resolve(name), name);
                }
                SyncedFolder.await(
                        QUIET_WITHIN, List.of(one), () -> ServerTree.of(person).size() == 3 && one.isInSync());
                one.kill();
                Files.writeString(one.root().resolve("written.txt"), "and not sent yet");
                String seen = person.feedHead();
                person.children(person.root()).stream()
                        .filter(node -> !node.path("name").asString().equals("kept.txt"))
                        .forEach(node -> purge(person, node.path("id").asString()));
                Await.until(
                        QUIET_WITHIN,
                        "forgotten",
                        () -> person.api().get("/v1/changes?cursor=" + seen).status() == 410);

                assertThat(one.once(ONCE_WITHIN)).as(one.output()).isZero();

                assertThat(one.tree()).containsOnlyKeys("kept.txt", "written.txt");
                assertThat(one.root().resolve("written.txt")).hasContent("and not sent yet");
                assertThat(ServerTree.of(person)).isEqualTo(one.tree());
            }
        }
    }

    private static void purge(Person person, String node) {
        person.api().put("/v1/nodes/%s/trash".formatted(node), "").is(200);
        person.api().delete("/v1/nodes/" + node).is(204);
    }

    private static void writeLongAgo(Path file, String text, int hour) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plus(Duration.ofHours(hour))));
    }

    /** That of the server; the folder has the same, and a run more changes neither. */
    private static Map<String, String> treeAfterOnce(SyncedFolder folder, Person person) throws IOException {
        assertThat(folder.once(ONCE_WITHIN)).as(folder.output()).isZero();
        Map<String, String> tree = ServerTree.of(person);
        assertThat(folder.once(ONCE_WITHIN)).as(folder.output()).isZero();
        assertThat(ServerTree.of(person)).isEqualTo(tree);
        Map<String, String> here = folder.tree();
        here.keySet().retainAll(tree.keySet());
        assertThat(here).isEqualTo(tree);
        return tree;
    }

    private void work(StrataProcess strata, List<SyncedFolder> folders) throws IOException {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end || kills == 0) {
            SyncedFolder folder = folders.get(random.nextInt(folders.size()));
            int burst = 1 + random.nextInt(8);
            for (int i = 0; i < burst; i++) {
                edits.edit(folder);
            }
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    folder.killAndRestart();
                    kills++;
                }
                case 2 -> {
                    strata.kill();
                    edits.edit(folder);
                    strata.restart();
                    kills++;
                }
                case 3, 4, 5, 6 -> awaitArrival(folder, folders.get(1 - folders.indexOf(folder)));
                // So that what is killed next is in the middle of it.
                default -> LockSupport.parkNanos(random.nextInt(3_000) * 1_000_000L);
            }
        }
    }

    /** Until both agents have been at work since they, or the server, were killed. */
    private void awaitArrival(SyncedFolder from, SyncedFolder to) throws IOException {
        String letter = edits.letter(from);
        SyncedFolder.await(
                QUIET_WITHIN, List.of(from, to), () -> Files.exists(to.root().resolve(letter)));
    }
}
