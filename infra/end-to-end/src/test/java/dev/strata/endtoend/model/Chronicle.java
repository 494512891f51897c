package dev.strata.endtoend.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who has changed which attribute of which node, and when: what an undo must know. */
final class Chronicle {
    /** The attribute that a node has from its beginning. */
    static final String MADE = "made";

    /** One attribute of one node; of somebody's access too. */
    record Key(String node, String attribute) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = node.compareTo(other.node);
            return order != 0 ? order : attribute.compareTo(other.attribute);
        }
    }

    /**
     * A change of an attribute.
     *
     * @param step how many moments were known before it
     * @param operation the undo that it was part of; null if none
     */
    record Change(
            String by,
            int step,
            @Nullable String operation,
            @Nullable Object before,
            @Nullable Object after) {}

    private final Map<Key, List<Change>> changes;

    private Chronicle(Map<Key, List<Change>> changes) {
        this.changes = changes;
    }

    static Chronicle empty() {
        return new Chronicle(new TreeMap<>());
    }

    Chronicle copy() {
        return new Chronicle(new TreeMap<>(changes));
    }

    List<Change> of(Key key) {
        return changes.getOrDefault(key, List.of());
    }

    Set<Key> keys() {
        return changes.keySet();
    }

    Set<String> operations() {
        Set<String> operations = new LinkedHashSet<>();
        changes.values()
                .forEach(course -> course.stream()
                        .map(Change::operation)
                        .filter(Objects::nonNull)
                        .forEach(operations::add));
        return operations;
    }

    void clear() {
        changes.clear();
    }

    /** Takes down what is different. */
    void note(Drive before, Drive after, String by, int step, @Nullable String operation) {
        changes.keySet().removeIf(key -> after.find(key.node()) == null);
        for (Node node : after.nodes.values()) {
            Node old = before.find(node.id);
            if (old == null) {
                add(new Key(node.id, MADE), new Change(by, step, operation, false, true));
            } else {
                noteDifferences(node.id, old.attributes(), node.attributes(), by, step, operation);
            }
            noteDifferences(node.id, access(before, node.id), access(after, node.id), by, step, operation);
        }
    }

    private static Map<String, @Nullable Object> access(Drive drive, String node) {
        Map<String, @Nullable Object> access = new TreeMap<>();
        drive.grants.stream()
                .filter(grant -> grant.node().equals(node))
                .forEach(grant ->
                        access.put(Node.ACCESS + grant.account(), grant.role().text()));
        return access;
    }

    private void noteDifferences(
            String node,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after,
            String by,
            int step,
            @Nullable String operation) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object old = before.get(name);
            Object value = after.get(name);
            if (!Objects.equals(old, value)) {
                add(new Key(node, name), new Change(by, step, operation, old, value));
            }
        }
    }

    private void add(Key key, Change change) {
        List<Change> more = new ArrayList<>(of(key));
        more.add(change);
        changes.put(key, List.copyOf(more));
    }

    /** A node that only the product knew the id of. */
    void bind(String pending, String id) {
        Map<Key, List<Change>> bound = new TreeMap<>();
        changes.forEach((key, course) -> bound.put(
                key.node().equals(pending) ? new Key(id, key.attribute()) : key,
                course.stream().map(change -> bound(change, pending, id)).toList()));
        changes.clear();
        changes.putAll(bound);
    }

    private static Change bound(Change change, String pending, String id) {
        return new Change(
                change.by(),
                change.step(),
                change.operation(),
                pending.equals(change.before()) ? id : change.before(),
                pending.equals(change.after()) ? id : change.after());
    }

    @Override
    public String toString() {
        return changes.toString();
    }
}
