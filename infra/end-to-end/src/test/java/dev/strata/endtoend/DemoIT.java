package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.JavaProcess;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo, as somebody runs it in a second terminal. */
class DemoIT {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(3);

    @Test
    void everyStepHoldsWithItsOwnSample() {
        JavaProcess demo = demo("--size", "20");

        assertThat(demo.awaitEnd(DONE_WITHIN)).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("steps held")
                .contains("upload", "restore", "share", "audit")
                .doesNotContain("FAILED");
    }

    @Test
    void everyStepHoldsWithAFolderOfTheUser() throws IOException {
        Path folder = Workplace.folder("pictures");
        Files.createDirectories(folder.resolve("2026/\u00fcber uns"));
        Files.writeString(folder.resolve("read me.txt"), "hello");
        Files.write(folder.resolve("2026/\u00fcber uns/a+b&c.jpg"), Bytes.random(7, 5_000_000));
        Files.createFile(folder.resolve("2026/empty"));

        JavaProcess demo = demo(folder.toString());

        assertThat(demo.awaitEnd(DONE_WITHIN)).as(demo.output()).isZero();
        assertThat(demo.output()).contains("3 files").doesNotContain("FAILED");
    }

    @Test
    void withoutAServerItSaysSo() {
        JavaProcess demo = JavaProcess.start(
                Jar.STANDALONE,
                Workplace.folder("demo"),
                List.of(),
                Map.of(),
                List.of("demo", "--url", "http://127.0.0.1:1"));

        assertThat(demo.awaitEnd(DONE_WITHIN)).isEqualTo(1);
        assertThat(demo.output())
                .contains("No Strata answers at http://127.0.0.1:1")
                .contains("./strata serve");
    }

    private static JavaProcess demo(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("demo", "--url", StrataProcess.shared().url().toString()));
        all.addAll(List.of(arguments));
        return JavaProcess.start(Jar.STANDALONE, Workplace.folder("demo"), List.of("-Xmx512m"), Map.of(), all);
    }
}
