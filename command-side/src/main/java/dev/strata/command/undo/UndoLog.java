package dev.strata.command.undo;

import dev.strata.command.CommandRefused;
import dev.strata.command.undo.UndoReport.Change;
import dev.strata.command.undo.UndoReport.Conflict;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.kernel.id.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes down what an undo has done and could not do. */
final class UndoLog {
    private final List<Change> changes = new ArrayList<>();
    /** A lease stands in the way of each change of a node; once is enough to know. */
    private final Set<Conflict> conflicts = new LinkedHashSet<>();

    void changed(NodeTarget node, String what, @Nullable Object from, @Nullable Object to) {
        changes.add(new Change(node.nodeId(), node.now().name(), what, text(from), text(to)));
    }

    void refused(NodeTarget node, CommandRefused refused) {
        conflict(node, refused.refusal().code(), refused.refusal().detail());
    }

    void conflict(NodeTarget node, String reason, String detail) {
        conflicts.add(new Conflict(node.nodeId(), node.now().name(), reason, detail));
    }

    /** For a node whose name is of no matter. */
    void changed(NodeId node, String what, @Nullable Object from, @Nullable Object to) {
        changes.add(new Change(node, "", what, text(from), text(to)));
    }

    void conflict(NodeId node, String reason, String detail) {
        conflicts.add(new Conflict(node, "", reason, detail));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    List<Change> changes() {
        return changes;
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }
}
