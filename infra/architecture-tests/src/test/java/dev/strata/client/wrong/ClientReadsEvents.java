package dev.strata.client.wrong;

import dev.strata.kernel.node.NodeEvent;

/** Breaks the rule that clients share only content. */
public final class ClientReadsEvents {
    boolean understands(Object event) {
        return event instanceof NodeEvent;
    }
}
