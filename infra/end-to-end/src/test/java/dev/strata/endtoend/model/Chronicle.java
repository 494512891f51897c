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
     * @param kind as undos are told which kinds they are about
     */
    record Change(
            Cause cause,
            String kind,
            @Nullable Object before,
            @Nullable Object after) {}

    /**
     * What brought changes about.
     *
     * @param step how many moments were known before it
     * @param operation the undo that it was part of; null if none
     */
    record Cause(String by, int step, @Nullable String operation, Command command) {
        private String kind(String attribute) {
            boolean place = attribute.equals(Node.PARENT) || attribute.equals(Node.NAME);
            return switch (command) {
                case Command.Rename _ when place -> "rename";
                case Command.Move _ when place -> "move";
                case Command.SetTime _ -> "attributes";
                default -> kindOf(attribute);
            };
        }

        private static String kindOf(String attribute) {
            return switch (attribute) {
                case MADE -> "create";
                case Node.CONTENT, Node.TIME -> "content";
                case Node.DESCRIPTION -> "attributes";
                case Node.PARENT, Node.NAME, Node.TRASHED -> "trash";
                default -> attribute.startsWith(Node.TAG) ? "tags" : "grants";
            };
        }

        @Override
        public String toString() {
            return "%s %d".formatted(by, step);
        }
    }

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
                        .map(change -> change.cause().operation())
                        .filter(Objects::nonNull)
                        .forEach(operations::add));
        return operations;
    }

    void clear() {
        changes.clear();
    }

    /** Takes down what is different. */
    void note(Drive before, Drive after, Cause cause) {
        changes.keySet().removeIf(key -> after.find(key.node()) == null);
        for (Node node : after.nodes.values()) {
            Node old = before.find(node.id);
            if (old == null) {
                add(new Key(node.id, MADE), new Change(cause, cause.kind(MADE), false, true));
            } else {
                noteDifferences(node.id, old.attributes(), node.attributes(), cause);
            }
            noteDifferences(node.id, access(before, node.id), access(after, node.id), cause);
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
            String node, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after, Cause cause) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object old = before.get(name);
            Object value = after.get(name);
            if (!Objects.equals(old, value)) {
                add(new Key(node, name), new Change(cause, cause.kind(name), old, value));
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
                change.cause(),
                change.kind(),
                pending.equals(change.before()) ? id : change.before(),
                pending.equals(change.after()) ? id : change.after());
    }

    @Override
    public String toString() {
        return changes.toString();
    }
}
