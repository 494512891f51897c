package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A folder that one has shared with another, kept in sync by both. {@code -Dstrata.sync.seconds=} says how long people work
 * in it, {@code -Dstrata.sync.seed=} repeats what they chose.
 */
class SharedSyncIT {
    private static final Duration WORK = Duration.ofSeconds(Long.getLong("strata.sync.seconds", 25));
    private static final long SEED = Long.getLong("strata.sync.seed", System.nanoTime());
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Person anna = Person.signUp(StrataProcess.shared().url());
    private final Person ben = Person.signUp(StrataProcess.shared().url());
    private final String folder = anna.folder(anna.root(), "docs");

    private void share(String role) {
        anna.api().put(grant(), "{\"role\": \"%s\"}".formatted(role)).is(200);
    }

    private String grant() {
        return "/v1/nodes/%s/grants/%s".formatted(folder, ben.accountId());
    }

    private SyncedFolder annas() {
        return new SyncedFolder("anna", StrataProcess.shared().url(), anna, "/docs");
    }

    private SyncedFolder bens() {
        return new SyncedFolder("ben", StrataProcess.shared().url(), ben, "shared:docs");
    }

    @Test
    void bothEndUpWithTheSameWhoeverEditsAndIsKilled() throws IOException {
        System.out.printf("shared: seed %d%n", SEED);
        Random random = new Random(SEED);
        Edits edits = new Edits(random);
        share("editor");
        try (SyncedFolder hers = annas();
                SyncedFolder his = bens()) {
            List<SyncedFolder> both = List.of(hers, his);
            long end = System.nanoTime() + WORK.toNanos();
            while (System.nanoTime() < end) {
                SyncedFolder one = both.get(random.nextInt(2));
                edits.edit(one);
                if (random.nextInt(15) == 0) {
                    one.killAndRestart();
                }
                LockSupport.parkNanos(random.nextInt(800) * 1_000_000L);
            }
            for (SyncedFolder one : both) {
                String letter = edits.letter(one);
                SyncedFolder.await(
                        SOON,
                        both,
                        () -> both.stream()
                                .allMatch(each -> Files.exists(each.root().resolve(letter))));
            }
            SyncedFolder.await(SOON, both, () -> SyncedFolder.areTheSame(both));
            System.out.printf(
                    "shared: %d contents written, %d files%n",
                    edits.written(), his.files().size());
        }
    }

    @Test
    void whatIsMovedOutLeavesHisFolderAndWhatIsMovedInArrives() throws IOException {
        String below = anna.folder(folder, "below");
        anna.upload("docs/below/deep.txt", "deep".getBytes(StandardCharsets.UTF_8))
                .is(201);
        share("viewer");
        try (SyncedFolder his = bens()) {
            Await.until(SOON, "here", () -> his.tree().keySet().equals(Set.of("below", "below/deep.txt")));
            Await.until(SOON, "in sync", his::isInSync);

            move(below, anna.root());
            Await.until(SOON, "gone", () -> his.tree().isEmpty());

            move(below, folder);
            Await.until(SOON, "back", () -> his.tree().keySet().equals(Set.of("below", "below/deep.txt")));
        }
    }

    private void move(String node, String to) {
        Answer now = anna.api().get("/v1/nodes/" + node).is(200);
        anna.api()
                .put(
                        "/v1/nodes/%s/parent".formatted(node),
                        "{\"parentId\": \"%s\"}".formatted(to),
                        "If-Match",
                        now.header("ETag"))
                .is(200);
    }

    @Test
    void whoMayOnlyReadKeepsWhatHeWroteAndIsTold() throws IOException {
        share("viewer");
        try (SyncedFolder his = bens()) {
            Await.until(SOON, "in sync", his::isInSync);
            Files.writeString(his.root().resolve("mine.txt"), "mine");
            Await.until(SOON, "said", () -> his.status().contains("mine.txt"));
            anna.upload("docs/hers.txt", "hers".getBytes(StandardCharsets.UTF_8))
                    .is(201);
            Path hers = his.root().resolve("hers.txt");
            Await.until(SOON, "hers here", () -> Files.exists(hers));
            assertThat(his.root().resolve("mine.txt")).hasContent("mine");
            assertThat(anna.children(folder)).hasSize(1);
        }
    }

    @Test
    void whoHasItNoMoreKeepsHisFilesAndIsTold() throws IOException {
        anna.upload("docs/a.txt", "a".getBytes(StandardCharsets.UTF_8)).is(201);
        share("editor");
        try (SyncedFolder his = bens()) {
            Path file = his.root().resolve("a.txt");
            Await.until(SOON, "here", () -> Files.exists(file));
            Await.until(SOON, "in sync", his::isInSync);
            anna.api().delete(grant()).is(204);
            Await.until(SOON, "told", () -> his.status().contains("not shared with you any more"));
            assertThat(file).hasContent("a");
            assertThat(his.once(SOON)).isEqualTo(1);
            assertThat(his.output()).contains("not shared with you any more").doesNotContain("\tat ");

            share("editor");
            his.restart();
            Await.until(SOON, "in sync again", his::isInSync);
            Files.writeString(file, "changed");
            Await.until(
                    SOON,
                    "sent",
                    () -> new String(anna.api().get("/v1/content/docs/a.txt").body(), StandardCharsets.UTF_8)
                            .equals("changed"));
            assertThat(his.tree()).containsOnlyKeys("a.txt");
        }
    }
}
