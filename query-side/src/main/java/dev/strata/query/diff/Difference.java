package dev.strata.query.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.query.listing.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a node between two instants.
 *
 * @param before null if it was not there
 * @param after null if it is not there, be it in the trash, elsewhere or purged
 */
public record Difference(
        NodeId nodeId,
        NodeKind kind,
        List<Change> changes,
        @Nullable Node before,
        @Nullable Node after) {

    /** In which way. A node that is below another one that was moved has not changed. */
    public enum Change {
        ADDED,
        REMOVED,
        /** Into another folder. */
        MOVED,
        RENAMED,
        /** The content: a newer version with the same bytes is none. */
        CHANGED,
        /** Tags, description or time of modification. */
        DESCRIBED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Empty if there is none. */
    static Optional<Difference> between(@Nullable Node before, @Nullable Node after) {
        if (before == null) {
            return Optional.ofNullable(after)
                    .map(node -> new Difference(node.id(), node.kind(), List.of(Change.ADDED), null, node));
        }
        if (after == null) {
            return Optional.of(new Difference(before.id(), before.kind(), List.of(Change.REMOVED), before, null));
        }
        List<Change> changes = changes(before, after);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(after.id(), after.kind(), changes, before, after));
    }

    private static List<Change> changes(Node before, Node after) {
        List<Change> changes = new ArrayList<>();
        if (!Objects.equals(before.parentId(), after.parentId())) {
            changes.add(Change.MOVED);
        }
        if (!before.name().equals(after.name())) {
            changes.add(Change.RENAMED);
        }
        if (!Objects.equals(before.sha256(), after.sha256())) {
            changes.add(Change.CHANGED);
        } else if (!before.modifiedAt().equals(after.modifiedAt())) {
            changes.add(Change.DESCRIBED);
        }
        boolean sameWords =
                before.tags().equals(after.tags()) && Objects.equals(before.description(), after.description());
        if (!sameWords && !changes.contains(Change.DESCRIBED)) {
            changes.add(Change.DESCRIBED);
        }
        return changes;
    }
}
