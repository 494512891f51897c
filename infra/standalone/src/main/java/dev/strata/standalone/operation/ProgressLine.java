package dev.strata.standalone.operation;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows how far something is: a line that is redrawn on a terminal, one now and then elsewhere. */
final class ProgressLine {
    private final PrintWriter out;
    private final boolean terminal =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final long every;
    private long calls;
    private int width;
    private String phase = "";

    /** @param every how many times it is shown for one line that is printed, where there is no terminal */
    @SuppressWarnings("MissingSummary") // the class says it
    ProgressLine(PrintWriter out, long every) {
        this.out = out;
        this.every = every;
    }

    /** A line is printed at once when another phase begins. */
    void show(String newPhase, String text) {
        if (terminal) {
            width = Math.max(width, text.length());
            out.print("\r" + text + " ".repeat(width - text.length()));
        } else if (!newPhase.equals(phase) || calls % every == 0) {
            out.println(text);
        }
        phase = newPhase;
        calls++;
        out.flush();
    }

    /** Takes the line away. */
    void end() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }
}
