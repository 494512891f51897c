package dev.strata.command.undo.domain;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node should be like; null where nothing is to change.
 *
 * @param events how many it has, which is its version
 * @param folder whether it is one
 * @param now its place as it is
 * @param place its place as it should be
 * @param trash whether it should go to the trash, because it should not have been made or not have come back
 * @param made whether that is because it should not have been made
 * @param version whose content should be the newest
 * @param tags which should be there (true) or not
 * @param description to set, if there is one; its value may be null
 * @param modifiedAt likewise; also if a content comes back that may bring another one
 * @param kept names of attributes that later good work has built upon
 * @param laterWork whether there is good work on a node that should not have been made
 * @param purged whether nothing can be done any more
 */
public record NodeTarget(
        NodeId nodeId,
        long events,
        boolean folder,
        Where now,
        @Nullable Where place,
        boolean trash,
        boolean made,
        @Nullable Integer version,
        Map<String, Boolean> tags,
        @Nullable Text description,
        @Nullable Time modifiedAt,
        Set<String> kept,
        boolean laterWork,
        boolean purged) {

    /** A place in the tree. */
    public record Where(@Nullable NodeId parentId, String name, boolean trashed) {}

    public record Text(@Nullable String value) {}

    /** From what it is to what it should be. */
    public record Time(@Nullable Instant now, @Nullable Instant value) {}

    /** The folder that it should be in. */
    public @Nullable NodeId parentThen() {
        return place == null ? now.parentId() : place.parentId();
    }
}
