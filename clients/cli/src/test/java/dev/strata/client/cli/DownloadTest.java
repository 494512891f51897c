package dev.strata.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    @Test
    void aNameIsAFileInTheFolder() {
        assertThat(Download.inside(Path.of("down"), "a b.txt")).isEqualTo(Path.of("down/a b.txt"));
        assertThat(Download.inside(Path.of(""), "a.txt")).isEqualTo(Path.of("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../a", "/etc/passwd", "a/b", "a/", "", "a\u0000b"})
    void aNameThatLeadsElsewhereIsRefused(String name) {
        assertThatThrownBy(() -> Download.inside(Path.of("down"), name)).isInstanceOf(CommandRefused.class);
    }
}
