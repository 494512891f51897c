package dev.strata.query.projection;

import dev.strata.kernel.id.NodeId;
import java.util.Collection;

/**
 * Which nodes a query is about. A single one gets a statement of its own, because PostgreSQL keeps the plan of that,
 * while it plans anew for every array: for a way up the tree that takes eight times as long as the query itself.
 */
public record NodeFilter(Collection<NodeId> nodes) {
    /** What stands behind {@code node_id}: the parameter is {@code :nodes}. */
    public String sql() {
        return nodes.size() == 1 ? "= CAST(:nodes AS uuid)" : "= ANY (CAST(:nodes AS uuid[]))";
    }

    /** The value of the parameter. */
    public Object value() {
        return nodes.size() == 1
                ? nodes.iterator().next().toString()
                : nodes.stream().map(NodeId::toString).toArray(String[]::new);
    }
}
