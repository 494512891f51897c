package dev.strata.command.node.domain;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is in the tree and what the asker may do there, as of this transaction.
 *
 * @param ancestors from the parent to the root of the space
 * @param trashed whether the node itself is in the trash
 * @param trashedAbove whether one of its ancestors is
 * @param role of the asker on this node; null if none
 * @param roleAbove of the asker on its parent; null if none
 * @param top whether the asker sees nothing above it: then he may change what is in it, but not the node itself
 */
public record Place(
        NodeId nodeId,
        SpaceId spaceId,
        NodeKind kind,
        List<NodeId> ancestors,
        boolean trashed,
        boolean trashedAbove,
        @Nullable Role role,
        @Nullable Role roleAbove,
        boolean top) {

    /** One for an asker who may go wherever his roles let him. */
    public Place(
            NodeId nodeId,
            SpaceId spaceId,
            NodeKind kind,
            List<NodeId> ancestors,
            boolean trashed,
            boolean trashedAbove,
            @Nullable Role role,
            @Nullable Role roleAbove) {
        this(nodeId, spaceId, kind, ancestors, trashed, trashedAbove, role, roleAbove, false);
    }

    /** The same for an asker who must keep to this folder; empty if the node is not in it. */
    public Optional<Place> in(NodeId folder) {
        if (nodeId.equals(folder)) {
            return Optional.of(new Place(nodeId, spaceId, kind, ancestors, trashed, trashedAbove, role, null, true));
        }
        return isInside(folder) ? Optional.of(this) : Optional.empty();
    }

    boolean inTrash() {
        return trashed || trashedAbove;
    }

    boolean isInside(NodeId folder) {
        return nodeId.equals(folder) || ancestors.contains(folder);
    }

    boolean allows(Role needed) {
        return role != null && role.includes(needed);
    }

    boolean allowsAbove(Role needed) {
        return roleAbove != null && roleAbove.includes(needed);
    }
}
