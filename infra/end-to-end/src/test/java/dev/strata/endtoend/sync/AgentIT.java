package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Commands;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people tell an agent that runs, and what they are told. */
class AgentIT {
    private static final Duration SOON = Duration.ofMinutes(4);

    private final URI server = StrataProcess.shared().url();
    private final Person anna = Person.signUp(server);
    private final Commands terminal = new Commands(Workplace.folder("agent-terminal"));

    private Set<String> onServer() {
        return ServerTree.of(anna).keySet();
    }

    @Test
    void aPauseEndsATransferAndTheRestGoesOnLater() throws IOException {
        try (SyncedFolder laptop = new SyncedFolder("paused", server, anna, "/", "--limit-up", "1")) {
            String folder = laptop.root().toString();
            laptop.awaitState("in-sync");
            byte[] content = Bytes.random(7, 60_000_000);
            Files.write(laptop.root().resolve("big.bin"), content);
            laptop.awaitState("syncing");
            assertThat(laptop.said().path("detail").asString()).isEqualTo("0 of 1 steps done");
            Await.until(
                    SOON, "some of it sent", () -> laptop.said().path("sent").asLong() > 2_000_000);
            terminal.run("status", folder).is(0).says("syncing").says("big.bin  CreateFile  now");

            terminal.run("sync", folder, "--pause").is(0);

            laptop.awaitState("paused");
            terminal.run("status", folder).is(0).says("until strata sync --resume");
            long sent = laptop.said().path("sent").asLong();
            assertThat(sent).isLessThan(content.length);
            anna.upload("theirs.txt", "not now".getBytes(StandardCharsets.UTF_8))
                    .is(201);
            laptop.kill();
            laptop.restart();
            laptop.awaitState("paused");
            assertThat(onServer()).containsExactly("theirs.txt");
            assertThat(laptop.root().resolve("theirs.txt")).doesNotExist();

            laptop.kill();
            terminal.run("sync", folder, "--resume").is(0);
            laptop.restartWithoutOptions();
            Await.until(SOON, "all sent", () -> onServer().size() == 2);
            laptop.awaitState("in-sync");
            assertThat(laptop.said().path("sent").asLong()).isLessThan(content.length - sent / 2);
            assertThat(laptop.root().resolve("theirs.txt")).hasContent("not now");
        }
    }

    @Test
    void manyFilesThatVanishStayOnTheServerUntilSomebodySaysThatTheyAreToGo() throws IOException {
        try (SyncedFolder laptop = new SyncedFolder("vanished", server, anna)) {
            laptop.awaitState("in-sync");
            for (int i = 0; i < 60; i++) {
                Files.writeString(laptop.root().resolve("f" + i), "content " + i);
            }
            Await.until(SOON, "all sent", () -> onServer().size() == 60);
            laptop.awaitState("in-sync");
            for (int i = 0; i < 55; i++) {
                Files.delete(laptop.root().resolve("f" + i));
            }
            laptop.awaitState("asking");
            String folder = laptop.root().toString();
            terminal.run("status", folder).is(0).says("55 files have vanished").says("--confirm-deletions");
            assertThat(onServer()).hasSize(60);

            terminal.run("sync", folder, "--confirm-deletions").is(0);

            Await.until(SOON, "gone", () -> onServer().size() == 5);
            laptop.awaitState("in-sync");
            assertThat(anna.all("/v1/trash")).hasSize(55);
        }
    }

    @Test
    void whatIsExcludedStaysWhereItIs() throws IOException {
        anna.upload("theirs.iso", new byte[] {1}).is(201);
        try (SyncedFolder laptop =
                new SyncedFolder("excluded", server, anna, "/", "--exclude", "*.iso", "--exclude", "/scratch/")) {
            laptop.awaitState("in-sync");
            Files.createDirectories(laptop.root().resolve("scratch/deep"));
            Files.writeString(laptop.root().resolve("scratch/deep/a.txt"), "not sent");
            Files.writeString(laptop.root().resolve("mine.iso"), "not sent");
            Files.writeString(laptop.root().resolve("b.txt"), "sent");
            Await.until(SOON, "sent", () -> onServer().equals(Set.of("theirs.iso", "b.txt")));
            assertThat(laptop.root().resolve("theirs.iso")).doesNotExist();

            // From here on it is no file of the drive: the drive's goes to the trash, and this one stays here.
            Files.move(laptop.root().resolve("b.txt"), laptop.root().resolve("b.iso"));
            Await.until(SOON, "in the trash", () -> anna.all("/v1/trash").size() == 1);
            // The other way it goes from here, and stays on the server.
            String theirs = anna.upload("c.txt", new byte[] {2}).is(201).text("id");
            Await.until(SOON, "here", () -> Files.exists(laptop.root().resolve("c.txt")));
            anna.api()
                    .put("/v1/nodes/%s/name".formatted(theirs), "{\"name\":\"c.iso\"}")
                    .is(200);
            Await.until(
                    SOON, "gone from here", () -> Files.notExists(laptop.root().resolve("c.txt")));

            laptop.awaitState("in-sync");
            assertThat(onServer()).containsExactlyInAnyOrder("theirs.iso", "c.iso");
            assertThat(laptop.tree())
                    .containsOnlyKeys("scratch", "scratch/deep", "scratch/deep/a.txt", "mine.iso", "b.iso");
        }
    }

    @Test
    void whatIsNoFileAndWhatHasNoNameIsSaidAndHoldsNothingUp() throws IOException, InterruptedException {
        try (SyncedFolder laptop = new SyncedFolder("strange", server, anna)) {
            laptop.awaitState("in-sync");
            shell(laptop.root(), "mkfifo pipe && touch \"$(printf 'bad\\377name')\"");
            Files.writeString(laptop.root().resolve("a.txt"), "sent");
            Await.until(SOON, "sent", () -> onServer().equals(Set.of("a.txt")));
            laptop.awaitState("in-sync");
            terminal.run("status", laptop.root().toString())
                    .is(0)
                    .says("pipe  left alone: neither a file nor a folder")
                    .says("left alone: its name is not in UTF-8");
            Files.delete(laptop.root().resolve("a.txt"));
            anna.upload("b.txt", new byte[] {1}).is(201);
            Await.until(SOON, "here", () -> Files.exists(laptop.root().resolve("b.txt")));
            shell(laptop.root(), "rm pipe bad*");
            Await.until(SOON, "deleted there too", () -> onServer().equals(Set.of("b.txt")));
        }
    }

    private static void shell(Path folder, String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
