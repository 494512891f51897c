package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walk in the README, run as it stands there but for the size of the large file. */
class ReadmeWalkIT {
    private static final Pattern WALK = Pattern.compile("(?s)<!-- walk:begin -->(.*?)<!-- walk:end -->");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final String SIZE_IN_README = "head -c 300000000 ";
    private static final String SIZE = "head -c 30000000 ";
    private static final long DONE_WITHIN_SECONDS = 180;

    @Test
    void everyBlockWorks() throws Exception {
        Path folder = Workplace.folder("walk");
        Path script = Files.writeString(folder.resolve("walk.sh"), script());
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-eu", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put("STRATA_PORT", Integer.toString(StrataProcess.shared().port()));
        builder.environment().put("TMPDIR", folder.toString());

        Process walk = builder.start();
        boolean ended = walk.waitFor(DONE_WITHIN_SECONDS, TimeUnit.SECONDS);
        walk.destroyForcibly();
        String said = Files.readString(output);

        assertThat(ended && walk.exitValue() == 0).as(said).isTrue();
        for (String step :
                new String[] {"created", "updated", "restored", "renamed", "moved", "trashed", "untrashed", "shared"}) {
            assertThat(said).contains("\"op\":\"" + step + "\"");
        }
        assertThat(said).contains("\"node-not-found\"").contains("\"operation\":\"");
        assertThat(lastLineWith(said, "\"items\""))
                .as("the audit trail")
                .contains("FileCreated", "VersionAdded", "VersionRestored", "NodeRenamed", "NodeMoved")
                .contains("NodeTrashed", "NodeUntrashed", "AccessGranted");
    }

    private static String script() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String walk =
                WALK.matcher(readme).results().map(found -> found.group(1)).collect(Collectors.joining());
        String script = BLOCK.matcher(walk)
                .results()
                .map(MatchResult::group)
                .map(block ->
                        block.lines().filter(line -> !line.startsWith("```")).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        assertThat(script).contains(SIZE_IN_README).contains("curl");
        return script.replace(SIZE_IN_README, SIZE) + "\n";
    }

    private static String lastLineWith(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).reduce("", (_, line) -> line);
    }
}
