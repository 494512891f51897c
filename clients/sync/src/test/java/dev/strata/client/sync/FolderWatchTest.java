package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(300);

    @TempDir
    private Path root;

    private final Alarm alarm = new Alarm();
    private FolderWatch watch;

    @BeforeEach
    void watch() throws IOException {
        Files.createDirectories(root.resolve("a/below"));
        watch = FolderWatch.start(root, alarm);
    }

    @AfterEach
    void stop() throws IOException {
        watch.close();
    }

    private void assertRings() throws InterruptedException {
        assertThat(alarm.await(PATIENCE)).isTrue();
        alarm.settle(QUIET, PATIENCE);
    }

    @Test
    void ringsForWhateverChangesBelow() throws Exception {
        Files.writeString(root.resolve("a/below/file"), "one");
        assertRings();
        Files.delete(root.resolve("a/below/file"));
        assertRings();
    }

    @Test
    void ringsInAFolderThatIsNew() throws Exception {
        Files.createDirectory(root.resolve("a/new"));
        assertRings();
        Files.writeString(root.resolve("a/new/file"), "one");
        assertRings();
    }

    @Test
    void ringsInANewFolderOfOneThatWasRenamed() throws Exception {
        Files.move(root.resolve("a"), root.resolve("b"));
        assertRings();
        Files.createDirectory(root.resolve("b/new"));
        assertRings();
        Files.writeString(root.resolve("b/new/file"), "one");
        assertRings();
    }
}
