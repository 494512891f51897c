package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A backup is put back that is older than what agents have seen. */
class RestoredServerIT {
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(8);
    /** More than agents have been told since the backup, so that their cursors fit again. */
    private static final int WRITTEN_SINCE = 40;

    @Test
    void agentsKeepBothAndDeleteNothing() throws IOException {
        try (StrataProcess strata = StrataProcess.start("restored")) {
            Person person = Person.signUp(strata.url());
            try (SyncedFolder one = new SyncedFolder("one", strata.url(), person);
                    SyncedFolder other = new SyncedFolder("other", strata.url(), person)) {
                List<SyncedFolder> both = List.of(one, other);
                SyncedFolder.await(QUIET_WITHIN, both, () -> SyncedFolder.areTheSame(both));
                write(one, "kept.txt", "kept");
                write(one, "changed.txt", "as in the backup");
                write(one, "moved.txt", "moved");
                write(one, "deleted.txt", "deleted");
                write(one, "folder/inside.txt", "inside");
                awaitSame(person, both);

                strata.stop();
                both.forEach(folder -> folder.awaitState("offline")); // Though nobody has anything to do.
                Path backup = strata.backUp();
                strata.restart();
                write(one, "changed.txt", "after the backup");
                write(other, "new.txt", "new");
                write(other, "later/deep.txt", "deep");
                Files.move(one.root().resolve("moved.txt"), one.root().resolve("folder/moved.txt"));
                Files.delete(one.root().resolve("deleted.txt"));
                awaitSame(person.signIn(), both);
                Map<String, String> before = one.tree();

                one.kill();
                strata.stop();
                strata.putBack(backup);
                strata.restart("--restored");
                Person again = person.signIn();
                for (int i = 0; i < WRITTEN_SINCE; i++) {
                    again.folder(again.root(), "since-" + i);
                }
                one.restart();
                awaitSame(again, both);

                assertThat(one.tree()).containsKey("since-0");
                assertThat(one.tree().keySet()).containsAll(before.keySet());
                assertThat(one.tree().values()).containsAll(before.values());
                assertThat(one.tree().values()).contains(digest("as in the backup"), digest("deleted"));
                assertThat(again.all("/v1/trash")).isEmpty();
            }
        }
    }

    private static void write(SyncedFolder folder, String path, String content) throws IOException {
        Path file = folder.root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String digest(String content) {
        return Bytes.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitSame(Person person, List<SyncedFolder> folders) {
        SyncedFolder.await(
                QUIET_WITHIN,
                folders,
                () -> SyncedFolder.areTheSame(folders)
                        && ServerTree.of(person).equals(folders.getFirst().tree()));
    }
}
