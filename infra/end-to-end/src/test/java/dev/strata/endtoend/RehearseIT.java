package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.JavaProcess;
import dev.strata.endtoend.process.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the launcher does once after each build, so that the JVM has seen everything before somebody waits for it. */
class RehearseIT {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(3);

    @Test
    void aRehearsalWalksThroughEverythingAndStopsByItself() {
        Path folder = Workplace.folder("rehearsal");

        JavaProcess rehearsal = JavaProcess.start(
                Jar.STANDALONE,
                folder,
                List.of("-Xmx512m"),
                Map.of(),
                List.of(
                        "rehearse",
                        "--folder",
                        folder.toString(),
                        "--seconds",
                        "0",
                        "--",
                        "sh",
                        "-c",
                        "echo a program for $STRATA_LOGIN"));

        assertThat(rehearsal.awaitEnd(DONE_WITHIN)).as(rehearsal.output()).isZero();
        assertThat(rehearsal.output()).contains("steps held", "a program for rehearsal");
        assertThat(Workplace.processesOf(folder)).isEmpty();
    }
}
