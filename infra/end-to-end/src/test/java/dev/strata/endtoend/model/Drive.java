package dev.strata.endtoend.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The whole drive in plain collections. Nodes that were purged are not in it. */
final class Drive {
    /** A star belongs to an account, not to the node. */
    record Star(String account, String node) implements Comparable<Star> {
        @Override
        public int compareTo(Star other) {
            return toString().compareTo(other.toString());
        }
    }

    final Map<String, Node> nodes;
    final List<Grant> grants;
    final Set<Star> stars;
    final Chronicle chronicle;
    /** Space to owner. */
    private final Map<String, String> owners;

    private Drive(
            Map<String, Node> nodes,
            List<Grant> grants,
            Set<Star> stars,
            Chronicle chronicle,
            Map<String, String> owners) {
        this.nodes = nodes;
        this.grants = grants;
        this.stars = stars;
        this.chronicle = chronicle;
        this.owners = owners;
    }

    static Drive empty() {
        return new Drive(
                new LinkedHashMap<>(), new ArrayList<>(), new TreeSet<>(), Chronicle.empty(), new LinkedHashMap<>());
    }

    void addSpace(String space, String owner, String root) {
        owners.put(space, owner);
        nodes.put(root, new Node(root, space, true, null, "", owner));
    }

    /** Of the home of an account. */
    @Nullable
    Node root(String account) {
        return nodes.values().stream()
                .filter(node -> node.parent == null && owns(account, node))
                .findFirst()
                .orElse(null);
    }

    Drive copy() {
        Map<String, Node> copies = new LinkedHashMap<>();
        nodes.forEach((id, node) -> copies.put(id, node.copy()));
        return new Drive(copies, new ArrayList<>(grants), new TreeSet<>(stars), chronicle.copy(), owners);
    }

    /** Whether a lease ends. */
    boolean lapsesBy(Instant time) {
        return nodes.values().stream().anyMatch(node -> node.lapsesBy(time));
    }

    /** The drive when nothing but time has passed. */
    Drive at(Instant time) {
        Drive later = copy();
        later.nodes.values().forEach(node -> node.lapse(time));
        return later;
    }

    @Nullable
    Node find(String id) {
        return nodes.get(id);
    }

    Node get(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("the model has no node " + id);
        }
        return node;
    }

    String ownerOf(Node node) {
        return String.valueOf(owners.get(node.space));
    }

    boolean owns(String account, Node node) {
        return account.equals(ownerOf(node));
    }

    /** From the node up to the root. */
    List<Node> way(Node node) {
        List<Node> way = new ArrayList<>();
        for (Node up = node; up != null; up = up.parent == null ? null : get(up.parent)) {
            way.add(up);
        }
        return way;
    }

    Role role(Node node, String account) {
        return strongest(way(node), account);
    }

    Role roleAbove(Node node, String account) {
        List<Node> way = way(node);
        return strongest(way.subList(1, way.size()), account);
    }

    private Role strongest(List<Node> way, String account) {
        Role role = Role.NONE;
        for (Node node : way) {
            role = role.or(owns(account, node) ? Role.OWNER : granted(node, account));
        }
        return role;
    }

    Role granted(Node node, String account) {
        Grant grant = grant(node.id, account);
        return grant == null ? Role.NONE : grant.role();
    }

    @Nullable
    Grant grant(String node, String account) {
        return grants.stream()
                .filter(grant -> grant.node().equals(node) && grant.account().equals(account))
                .findFirst()
                .orElse(null);
    }

    List<Grant> grantsOn(Node node) {
        return grants.stream().filter(grant -> grant.node().equals(node.id)).toList();
    }

    boolean inTrash(Node node) {
        return way(node).stream().anyMatch(up -> up.trashed);
    }

    boolean isInside(Node node, Node folder) {
        return way(node).contains(folder);
    }

    /** Those that are not in the trash themselves. */
    List<Node> children(Node folder) {
        return nodes.values().stream()
                .filter(node -> folder.id.equals(node.parent) && !node.trashed)
                .toList();
    }

    @Nullable
    Node child(String folder, String name) {
        return nodes.values().stream()
                .filter(node -> folder.equals(node.parent) && !node.trashed && Names.same(node.name, name))
                .findFirst()
                .orElse(null);
    }

    List<Node> subtree(Node top) {
        return nodes.values().stream().filter(node -> isInside(node, top)).toList();
    }

    void purge(Node top) {
        for (Node node : subtree(top)) {
            nodes.remove(node.id);
            grants.removeIf(grant -> grant.node().equals(node.id));
        }
    }

    /** A node that only the product knew the id and number of. */
    void bind(String pending, String id, long number) {
        Node node = nodes.remove(pending);
        if (node != null) {
            node.id = id;
            node.number = number;
            nodes.put(id, node);
            nodes.values().stream()
                    .filter(child -> pending.equals(child.parent))
                    .forEach(child -> child.parent = id);
            chronicle.bind(pending, id);
        }
    }

    @Override
    public String toString() {
        List<String> given = grants.stream().map(Grant::toString).sorted().toList();
        return String.join(
                        "\n",
                        new TreeMap<>(nodes)
                                .values().stream().map(Node::toString).toList()) + "\n" + String.join("\n", given)
                + "\n" + stars + "\n" + chronicle;
    }
}
