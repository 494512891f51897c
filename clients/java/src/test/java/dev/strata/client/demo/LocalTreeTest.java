package dev.strata.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTreeTest {
    @TempDir
    Path folder;

    @Test
    void knowsPathsNamesAndSizes() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/x y.txt"), "12345");
        Files.writeString(folder.resolve("z"), "1");
        LocalTree tree = LocalTree.of(folder);
        assertThat(tree.files().keySet()).containsExactly("/a/x y.txt", "/z");
        assertThat(tree.folders()).containsExactly("/a", "/a/b");
        assertThat(tree.bytes()).isEqualTo(6);
        assertThat(tree.namesIn("")).containsExactly("a", "z");
        assertThat(tree.namesIn("/a")).containsExactly("b", "x y.txt");
        assertThat(tree.namesIn("/a/b")).isEmpty();
        assertThat(tree.chosen()).isEqualTo("/a/x y.txt");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.writeString(folder.resolve("file"), "1");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertThat(LocalTree.of(folder).files().keySet()).containsExactly("/file");
    }

    @Test
    void aFolderWithoutFilesIsNoWalk() {
        assertThatThrownBy(() -> LocalTree.of(folder)).isInstanceOf(StepFailed.class);
    }

    @Test
    void theSampleIsGoneWhenClosed() throws IOException {
        Path root;
        try (SampleTree sample = SampleTree.create(100_000)) {
            root = sample.root();
            assertThat(LocalTree.of(root).files()).hasSize(5);
            assertThat(root.resolve("holiday.mov")).hasSize(100_000);
        }
        assertThat(root).doesNotExist();
    }
}
