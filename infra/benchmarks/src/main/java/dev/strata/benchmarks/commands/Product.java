package dev.strata.benchmarks.commands;

import dev.strata.benchmarks.product.Folders;
import dev.strata.kernel.id.NodeId;
import java.util.ArrayList;
import java.util.List;

/** The command side. */
final class Product implements Contender {
    private final Folders folders;
    private final Names names = new Names();
    private final List<NodeId> parents = new ArrayList<>();
    private final List<Turns<NodeId>> nodes = new ArrayList<>();

    Product(Folders folders, NodeId root, int callers, int nodesEach) {
        this.folders = folders;
        for (int caller = 0; caller < callers; caller++) {
            NodeId parent = folders.create(root, names.next());
            parents.add(parent);
            nodes.add(Turns.of(nodesEach, () -> folders.create(parent, names.next())));
        }
    }

    NodeId parent(int caller) {
        return parents.get(caller);
    }

    @Override
    public void create(int caller) {
        folders.create(parents.get(caller), names.next());
    }

    @Override
    public void rename(int caller) {
        folders.rename(nodes.get(caller).next(), names.next());
    }
}
