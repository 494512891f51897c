package dev.strata.command.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens at the moment of an undo. */
class UndoAtOnceHttpTest extends UndoneFolder {
    @Test
    void twoUndosAtOnceAreOne() throws InterruptedException {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b.txt\"}");
        String filter = "\"from\": \"%s\"".formatted(before);
        String confirm = undo(filter).text("confirm");
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.startVirtualThread(() -> statuses.add(
                    undo(filter + ", \"confirm\": \"%s\"".formatted(confirm)).status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
        assertThat(idOf("shared/a.txt")).isEqualTo(file);
    }

    /** An undo holds the space and waits for the file; the other command holds the file and waits for the space. */
    @Test
    void anUndoAndACommandAtOnceDoNotBlockEachOther() throws InterruptedException {
        List<Answer> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            String file = file(i + ".txt");
            Instant before = Instant.now();
            put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b%d.txt\"}".formatted(i));
            String filter = "\"from\": \"%s\"".formatted(before);
            String confirm = undo(filter).text("confirm");
            Thread undoing = Thread.startVirtualThread(
                    () -> answers.add(undo(filter + ", \"confirm\": \"%s\"".formatted(confirm))));
            overwrite(anna, file, "b");
            undoing.join();
        }
        assertThat(answers).hasSize(3).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
    }

    /** Either the undo comes first, or it is no longer what was confirmed. */
    @Test
    void whatComesInBetweenIsNotTakenBack() throws InterruptedException {
        share("editor");
        for (int i = 0; i < 10; i++) {
            String file = file(i + ".txt");
            Instant before = Instant.now();
            put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b%d.txt\"}".formatted(i));
            String filter = "\"from\": \"%s\"".formatted(before);
            String confirm = undo(filter).text("confirm");
            Thread undoing = Thread.startVirtualThread(() -> undo(filter + ", \"confirm\": \"%s\"".formatted(confirm)));
            put(ben, "/v1/nodes/" + file + "/name", "{\"name\": \"ben%d.txt\"}".formatted(i));
            undoing.join();
            assertThat(idOf("shared/ben%d.txt".formatted(i))).isEqualTo(file);
        }
    }

    @Test
    void accessThatIsGivenInTheSameMomentIsSeenOrRefused() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Instant before = Instant.now();
            String file = file(i + ".txt");
            String filter = "\"from\": \"%s\"".formatted(before);
            String confirm = undo(filter).text("confirm");
            AtomicReference<@Nullable Answer> undone = new AtomicReference<>();
            Thread undoing = Thread.startVirtualThread(
                    () -> undone.set(undo(filter + ", \"confirm\": \"%s\"".formatted(confirm))));
            Answer given = anna.http()
                    .put("/v1/nodes/%s/grants/%s".formatted(file, ben.accountId()), "{\"role\": \"viewer\"}");
            undoing.join();
            Answer answer = Objects.requireNonNull(undone.get());
            assertThat(List.of(given.status(), answer.status()))
                    .as("%s %s", given.body(), answer.body())
                    .containsExactlyInAnyOrder(200, 409);
        }
    }
}
