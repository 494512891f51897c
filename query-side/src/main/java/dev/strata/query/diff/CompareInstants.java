package dev.strata.query.diff;

import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.PageRequest;

/**
 * What is different in a tree between two instants?
 *
 * @param top of the tree, as it is at one of them
 * @param openEnd whether {@code to} is now, whenever the next page is asked for
 */
public record CompareInstants(Node top, Moment.At from, Moment.At to, boolean openEnd, PageRequest page) {
    String name() {
        return "diff-%s-%s".formatted(from.name(), openEnd ? "now" : to.name());
    }

    boolean isWholeSpace() {
        return top.parentId() == null;
    }
}
