package dev.strata.command.tree;

import dev.strata.command.node.domain.Place;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import java.util.Optional;

/**
 * What spans nodes: one name per folder, no cycles, who may do what where. Read and written in the transaction of the
 * events, never from a projection; so what it says is still true when the events are committed.
 */
public interface Tree {

    /** Where a node is, and the asker's roles there; empty if it is nowhere. */
    Optional<Place> find(NodeId node, AccountId asker);

    /** Lets no other transaction change the shape of this space's folders until this one ends. */
    void lock(SpaceId space);

    /**
     * Follows an event.
     *
     * @param version of the node after the event
     * @throws dev.strata.command.CommandRefused if the folder has that name already
     */
    void record(NodeEvent event, long version);
}
