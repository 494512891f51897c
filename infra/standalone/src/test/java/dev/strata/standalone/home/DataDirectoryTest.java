package dev.strata.standalone.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void isCreatedForItsOwnerOnly() throws IOException {
        try (DataDirectory home = DataDirectory.open(folder.resolve("new/home"))) {
            for (Path made : new Path[] {home.root(), home.chunks(), home.keys(), home.logs(), home.cache()}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void secondOpeningSaysWhoHasIt() throws IOException {
        try (DataDirectory home = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.open(home.root()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void canBeOpenedAgainAfterItWasClosed() throws IOException {
        DataDirectory.open(folder).close();

        DataDirectory.open(folder).close();
    }

    @Test
    void folderOfSomethingElseIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "");
        String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));

        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not empty and holds no Strata data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo(before);
    }

    @Test
    void fileInItsPlaceIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void placeThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/proc/strata")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("/proc/strata")
                .hasMessageContaining("--home");
    }

    @Test
    void fullDiskIsRefused() {
        assertThatThrownBy(() -> DataDirectory.demandSpace(folder, Long.MAX_VALUE))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("nearly full");
    }
}
