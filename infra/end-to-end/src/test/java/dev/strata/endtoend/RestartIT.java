package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stopped as an operator stops it, and started again. */
class RestartIT {
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final byte[] CONTENT = Bytes.random(10, 5_000_000);

    @Test
    void stopsInSecondsAndTheNextStartHasEverything() {
        try (StrataProcess strata = StrataProcess.start("restart")) {
            Person person = Person.signUp(strata.url());
            String file = person.upload("kept.bin", CONTENT).is(201).text("id");
            String cursor = person.feedHead("Strata-At-Least", file + "@1");
            long begun = System.nanoTime();

            assertThat(strata.stop()).isZero();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOPPED_WITHIN);
            assertThat(strata.processes()).isEmpty();
            assertThat(strata.output()).contains("stopping", "stopped");

            strata.restart();

            assertThat(person.api().get("/v1/content/kept.bin").is(200).body()).isEqualTo(CONTENT);
            assertThat(person.signIn().children(person.root()))
                    .singleElement()
                    .satisfies(node -> assertThat(node.path("id").asString()).isEqualTo(file));
            assertThat(person.api()
                            .get("/v1/changes?cursor=" + cursor)
                            .is(200)
                            .json()
                            .path("records"))
                    .isEmpty();
        }
    }
}
