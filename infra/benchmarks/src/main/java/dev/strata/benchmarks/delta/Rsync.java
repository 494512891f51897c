package dev.strata.benchmarks.delta;

import dev.strata.benchmarks.harness.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rsync sends, both ways: literal bytes one way, signatures of the blocks the other. */
final class Rsync {
    private static final Pattern TOTAL = Pattern.compile("Total bytes (?:sent|received): (\\d+)");

    private Rsync() {}

    /** Makes {@code before} what {@code after} is, which is checked. */
    static long bytes(Path before, Path after) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("rsync", "--no-human-readable", "--ignore-times", "--no-whole-file", "--stats", "--times"));
        command.add(after.toString());
        command.add(before.toString());
        String output = Program.run(command.toArray(String[]::new)).output();
        if (Files.mismatch(before, after) != -1) {
            throw new IllegalStateException("rsync left another file: " + output);
        }
        Matcher total = TOTAL.matcher(output);
        long bytes = 0;
        int found = 0;
        while (total.find()) {
            bytes += Long.parseLong(total.group(1));
            found++;
        }
        if (found != 2) {
            throw new IllegalStateException("rsync does not say how much it sent: " + output);
        }
        return bytes;
    }
}
