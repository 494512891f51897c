package dev.strata.client.cli;

import dev.strata.client.progress.Amount;
import java.util.ArrayList;
import java.util.List;

/** What became of the files of one put or get. */
final class Transfer {
    private final List<String> failures = new ArrayList<>();
    private int moved;
    private int same;
    private long bytes;

    /**
     * For programs.
     *
     * @param same files that were there already, and are equal
     */
    record Summary(int moved, int same, long bytes, List<String> failures) {}

    synchronized void moved(long size) {
        moved++;
        bytes += size;
    }

    synchronized void same() {
        same++;
    }

    /** One file; the others go on. */
    synchronized void failed(Object file, String reason) {
        failures.add("%s: %s".formatted(file, reason));
    }

    /** The exit code. */
    synchronized int report(Drive drive, String verb) {
        if (drive.json()) {
            drive.print(new Summary(moved, same, bytes, failures));
        }
        drive.say("%d %s %s (%s)%s"
                .formatted(
                        moved,
                        moved == 1 ? "file" : "files",
                        verb,
                        Amount.ofBytes(bytes),
                        same == 0 ? "" : ", %d the same already".formatted(same)));
        failures.forEach(drive::warn);
        return failures.isEmpty() ? 0 : Failure.REFUSED;
    }
}
