package dev.strata.endtoend.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows, when a test has failed, what the processes have said last. JUnit finds it by itself. */
public final class OutputOnFailure implements AfterTestExecutionCallback {
    private static final int LINES_MAX = 60;

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        for (JavaProcess process : JavaProcess.running()) {
            show(process.outputFile());
            show(process.outputFile().resolveSibling("home").resolve("logs").resolve("strata.log"));
        }
    }

    private static void show(Path file) throws IOException {
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                List<String> all = lines.toList();
                System.out.printf("--- the end of %s%n", file);
                all.subList(Math.max(0, all.size() - LINES_MAX), all.size()).forEach(System.out::println);
            }
        }
    }
}
