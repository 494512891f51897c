package dev.strata.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an undo or a rewind would do, or has done.
 *
 * <pre>{@code
 * UndoReport plan = client.history().previewUndo(filter);
 * plan.changes().forEach(System.out::println);
 * }</pre>
 *
 * @param confirm stands for just this; sent back, it has it done
 * @param operation null for a preview
 */
public record UndoReport(
        String confirm, @Nullable String operation, int events, List<Change> changes, List<Kept> conflicts) {

    /** @param change what is set back, such as {@code place} or {@code content} */
    @SuppressWarnings("MissingSummary") // the names say it
    public record Change(
            String nodeId,
            String name,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * What stays as it is, because somebody has built upon it or it cannot be set back.
     *
     * @param reason a code, such as {@code changed-since}
     */
    public record Kept(String nodeId, String name, String reason, String detail) {}
}
