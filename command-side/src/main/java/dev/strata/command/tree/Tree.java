package dev.strata.command.tree;

import dev.strata.command.node.domain.Place;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import java.util.Collection;
import java.util.Optional;

/**
 * What spans nodes: one name per folder, no cycles, who may do what where. Read and written in the transaction of the
 * events, never from a projection; so what it says is still true when the events are committed.
 */
public interface Tree {

    /** Where a node is, and the asker's roles there; empty if it is nowhere, or out of the folder that his request is bound to. */
    Optional<Place> find(NodeId node, AccountId asker);

    /** Looks all of these up at once: cheaper than one by one, for whoever is about to {@link #find} them. */
    void lookAt(Collection<NodeId> nodes, AccountId asker);

    /** Lets no other transaction change the shape of this space's folders until this one ends. */
    void lock(SpaceId space);

    /** Whether a legal hold is on the node, above it or below it. */
    boolean isHeld(Place place);

    /** Whether a legal hold is on anything in the space. */
    boolean isHeld(SpaceId space);

    /** Makes all that is in a space be nowhere; the rows go in the background. */
    void erase(SpaceId space, NodeId root);

    /**
     * Follows an event.
     *
     * @param version of the node after the event
     * @param bytesAdded to what the space holds; negative if some went
     * @throws dev.strata.command.CommandRefused if the folder has that name already, or the space is full; nothing is
     *     changed then, and the transaction can go on
     */
    void record(NodeEvent event, long version, long bytesAdded);
}
