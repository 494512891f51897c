package dev.strata.client.progress;

import dev.strata.client.Progress;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Shows how far several transfers together have come: a bar that is redrawn on a terminal, a line now and then elsewhere.
 *
 * <pre>{@code
 * ProgressLine line = new ProgressLine(System.err, true, System::nanoTime, "upload", Files.size(file));
 * client.upload(file, "/a.bin", line.file());
 * line.end();
 * }</pre>
 */
public final class ProgressLine {
    private static final int BAR_WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long LINE_NANOS = 2_000_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final String what;
    private final long total;
    private final long begun;
    private long shownAt;
    private long moved;
    private boolean drawn;

    public ProgressLine(PrintStream out, boolean terminal, LongSupplier nanos, String what, long total) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.what = what;
        this.total = total;
        this.begun = nanos.getAsLong();
        this.shownAt = begun;
    }

    /** To be told about one more file; several at once are fine. */
    public Progress file() {
        AtomicLong before = new AtomicLong();
        return (bytes, _) -> show(bytes - before.getAndSet(bytes));
    }

    private synchronized void show(long more) {
        moved += more;
        long now = nanos.getAsLong();
        if (now - shownAt >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            shownAt = now;
            draw(now - begun);
        }
    }

    private void draw(long elapsed) {
        double part = total == 0 ? 1 : Math.min(1, (double) moved / total);
        String figures = "%3d%%  %s of %s  %s"
                .formatted(
                        (int) (100 * part), Amount.ofBytes(moved), Amount.ofBytes(total), Amount.rate(moved, elapsed));
        if (terminal) {
            int full = (int) (BAR_WIDTH * part);
            out.printf("\r      %-10s [%s%s] %-40s", what, "#".repeat(full), ".".repeat(BAR_WIDTH - full), figures);
            drawn = true;
        } else {
            out.printf("      %-10s %s%n", what, figures);
        }
        out.flush();
    }

    /** Takes the bar away; the report of the step says the rest. */
    public synchronized void end() {
        if (drawn) {
            out.print("\r" + " ".repeat(90) + "\r");
            out.flush();
        }
    }
}
