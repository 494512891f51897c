package dev.strata.client.demo;

import dev.strata.client.StrataProblem;
import dev.strata.client.progress.Amount;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Function;

/** Runs steps and prints a line for each: whether it held, what was checked, how long it took. */
final class Report {
    private final PrintStream out;
    private final boolean terminal;
    private int steps;

    Report(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** One step; answers what was checked, or throws. */
    @FunctionalInterface
    interface Step {
        String run() throws IOException;
    }

    /** A step that makes something. */
    @FunctionalInterface
    interface Making<T> {
        T run() throws IOException;
    }

    /** Throws {@link StepFailed} when the step did not hold, after having said so. */
    void step(String name, Step step) {
        make(name, step::run, checked -> checked);
    }

    <T> T make(String name, Making<T> making, Function<T, String> checked) {
        long begun = System.nanoTime();
        try {
            T made = making.run();
            line("ok", name, checked.apply(made), begun);
            steps++;
            return made;
        } catch (StrataProblem e) {
            throw failed(name, "the server refused: " + e.getMessage(), begun);
        } catch (IOException e) {
            throw failed(name, "no whole answer: " + e, begun);
        } catch (StepFailed e) {
            throw failed(name, String.valueOf(e.getMessage()), begun);
        }
    }

    private StepFailed failed(String name, String reason, long begun) {
        line("FAILED", name, reason, begun);
        return new StepFailed(reason);
    }

    private void line(String verdict, String name, String text, long begun) {
        out.printf("%-6s %-14s %s (%s)%n", verdict, name, text, Amount.seconds(System.nanoTime() - begun));
        out.flush();
    }

    /** More about the step at hand. */
    void detail(String text) {
        out.printf("         %s%n", text);
    }

    void say(String text) {
        out.println(text);
    }

    ProgressLine progress(String what, long total) {
        return new ProgressLine(out, terminal, System::nanoTime, what, total);
    }

    /** How many steps held. */
    int steps() {
        return steps;
    }
}
