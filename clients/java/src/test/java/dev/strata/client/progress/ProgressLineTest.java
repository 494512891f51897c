package dev.strata.client.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    private ProgressLine line(boolean terminal, long total) {
        return new ProgressLine(out, terminal, clock::get, "upload", total);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void elsewhereALineNowAndThen() {
        ProgressLine line = line(false, 400);
        Progress first = line.file();
        first.moved(50, 100);
        assertThat(shown()).isEmpty();
        clock.addAndGet(2 * SECOND);
        first.moved(100, 100);
        clock.addAndGet(2 * SECOND);
        line.file().moved(100, 300);
        line.end();
        assertThat(shown().lines())
                .containsExactly(
                        "      upload      25%  100 B of 400 B  50 B/s",
                        "      upload      50%  200 B of 400 B  50 B/s");
    }

    @Test
    void onATerminalABarThatIsTakenAway() {
        ProgressLine line = line(true, 100);
        clock.addAndGet(SECOND);
        line.file().moved(50, 100);
        assertThat(shown())
                .contains("[" + "#".repeat(15) + ".".repeat(15) + "]")
                .doesNotContain("\n");
        line.end();
        assertThat(shown()).endsWith(" \r");
    }

    @Test
    void moreThanAnnouncedIsNoMoreThanAll() {
        ProgressLine line = line(false, 10);
        clock.addAndGet(3 * SECOND);
        line.file().moved(20, 10);
        assertThat(shown()).contains("100%");
    }
}
