package dev.strata.platform.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node on the way from a node up to the root of its space.
 *
 * @param parentId null at the root
 * @param trashed whether the node itself is in the trash
 * @param own whether the space is the account's own
 * @param roles that the account was granted on this node
 * @param shared whether anybody was granted anything on this node
 * @param until when the first of the grants runs out that say so
 * @param more that a side wants to know of the node
 */
public record Step<M>(
        NodeId nodeId,
        @Nullable NodeId parentId,
        NodeKind kind,
        boolean trashed,
        boolean own,
        List<Role> roles,
        boolean shared,
        Instant until,
        M more) {

    Step<M> withRightsOf(Step<M> known) {
        return new Step<>(nodeId, parentId, kind, trashed, known.own, known.roles, known.shared, known.until, more);
    }

    /** Nobody was granted anything on this node itself. */
    Step<M> ownedLike(Step<M> parent) {
        return new Step<>(nodeId, parentId, kind, trashed, parent.own, List.of(), false, Instant.MAX, more);
    }
}
