package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.progress.Amount;

/** Shows nodes as people know them from other listings. */
final class Listing {
    private Listing() {}

    static Columns<Node> columns() {
        Times times = Times.here();
        return new Columns<Node>()
                .right(node -> node.size() == null ? "-" : Amount.ofBytes(node.size()))
                .left(node -> times.text(node.modifiedAt()))
                .left(Listing::name);
    }

    /** The same with the whole path, for nodes from many folders. */
    static Columns<Node> paths() {
        Times times = Times.here();
        return new Columns<Node>()
                .right(node -> node.size() == null ? "-" : Amount.ofBytes(node.size()))
                .left(node -> times.text(node.modifiedAt()))
                .left(node -> node.path() == null ? name(node) : slashed(node, node.path()));
    }

    private static String name(Node node) {
        return slashed(node, node.name());
    }

    private static String slashed(Node node, String name) {
        return Places.isFolder(node) && !name.endsWith("/") ? name + "/" : name;
    }
}
