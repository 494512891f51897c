package dev.strata.query.reach;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.moment.Moment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where to look for nodes that somebody may read. Not all that is there may be read.
 *
 * @param spaces to be looked through by their indexes
 * @param trees small enough to be looked through node by node
 */
public record Reach(List<SpaceId> spaces, List<NodeId> trees) {

    /**
     * One query for each place, so that each is read in the order of its index, put together.
     *
     * @param query with {@code %s} for a condition on the relation {@code p}
     * @param order by which the parts are sorted already
     */
    public String union(String query, String order, Moment moment) {
        return union(query + " ORDER BY " + order, moment);
    }

    /** The same in no order. */
    public String union(String query, Moment moment) {
        return Stream.concat(
                        spaces.stream().map("p.space_id = '%s'"::formatted),
                        trees.isEmpty() ? Stream.of() : Stream.of(Trees.isBelow("p.node_id", trees, moment)))
                .map(condition -> "(%s LIMIT :rows)".formatted(query.formatted(condition)))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }
}
