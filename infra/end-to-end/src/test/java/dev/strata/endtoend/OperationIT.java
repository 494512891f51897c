package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.JavaProcess;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's commands, in a second terminal. */
class OperationIT {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(3);

    private final StrataProcess strata = StrataProcess.shared();
    private final Person person = Person.signUp(strata.url());

    @Test
    void projectionIsBuiltAnewAndNobodyNotices() {
        person.upload("kept.bin", Bytes.random(11, 1_000)).is(201);

        JavaProcess replay = command(0, "replay", "node");

        assertThat(replay.output())
                .contains("node_place", "DIFFERENT")
                .contains("no difference; what was rebuilt is read now");
        assertThat(person.children(person.root())).hasSize(1);
        assertThat(command(0, "projections").output())
                .contains("audit-trail", "change-feed", "version-history")
                .containsPattern("node .* runs; replay done");
    }

    @Test
    void comparingChangesNothing() {
        assertThat(command(0, "replay", "sharing", "--compare-only").output())
                .contains("sharing_account", "no difference; nothing was changed");
    }

    @Test
    void noDeadLetterIsSaidInWords() {
        assertThat(command(0, "dead-letters").output()).contains("no dead letters");
        assertThat(command(0, "dead-letters", "list", "--projection", "node").output())
                .contains("no dead letters");
        assertThat(command(1, "dead-letters", "drop", "7").output()).contains("There is no dead letter 7");
    }

    @Test
    void whatCannotBeReplayedIsExplained() {
        assertThat(command(1, "replay", "change-feed").output()).contains("cannot be built anew beside itself");
        assertThat(command(1, "replay", "nodes").output()).contains("There is no projection nodes", "version-history");
    }

    private JavaProcess command(int exitCode, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--url", strata.url().toString(), "--home", strata.home().toString()));
        JavaProcess command =
                JavaProcess.start(Jar.STANDALONE, Workplace.folder("operator"), List.of("-Xmx256m"), Map.of(), all);
        assertThat(command.awaitEnd(DONE_WITHIN)).as(command.output()).isEqualTo(exitCode);
        return command;
    }
}
