package dev.strata.client.sync;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree of this machine below the folder that is kept in sync, which itself is not in it. */
final class LocalNodes {
    private final String rootId;
    private final Map<String, LocalNode> nodes = new LinkedHashMap<>();
    private final Map<String, Set<String>> children = new LinkedHashMap<>();
    private final Set<String> holding = new HashSet<>();

    LocalNodes(String rootId) {
        this.rootId = rootId;
    }

    @Nullable
    LocalNode get(String id) {
        return nodes.get(id);
    }

    LocalNode require(String id) {
        LocalNode node = nodes.get(id);
        if (node == null) {
            throw new OutdatedException("not on this machine any more: " + id);
        }
        return node;
    }

    boolean contains(String id) {
        return nodes.containsKey(id);
    }

    /** Whether it can hold something: it is there, and what is in it is known. */
    boolean isOpen(String folderId) {
        LocalNode folder = nodes.get(folderId);
        return folderId.equals(rootId) || (folder != null && folder.folder() && !folder.frozen());
    }

    Set<String> ids() {
        return nodes.keySet();
    }

    Collection<LocalNode> all() {
        return nodes.values();
    }

    /** Notes that a folder holds something that is not kept in sync. */
    void hold(String id) {
        holding.add(id);
    }

    boolean holds(String id) {
        return holding.contains(id);
    }

    Set<String> children(String id) {
        return Collections.unmodifiableSet(children.getOrDefault(id, Set.of()));
    }

    void put(LocalNode node) {
        remove(node.id());
        nodes.put(node.id(), node);
        children.computeIfAbsent(node.place().parentId(), _ -> new LinkedHashSet<>())
                .add(node.id());
    }

    void remove(String id) {
        LocalNode before = nodes.remove(id);
        if (before != null) {
            children.getOrDefault(before.place().parentId(), Set.of()).remove(id);
        }
    }

    /** What was known as one thing is known as another from now on, and holds what it held. */
    void rekey(String from, String to) {
        LocalNode node = require(from);
        remove(from);
        put(node.as(to));
        for (String child : List.copyOf(children(from))) {
            LocalNode moved = require(child);
            put(moved.at(new Place(to, moved.place().name())));
        }
        children.remove(from);
        if (holding.remove(from)) {
            holding.add(to);
        }
    }

    /** Relative to the root, with slashes. */
    String path(String id) {
        Deque<String> names = new ArrayDeque<>();
        for (String at = id; !at.equals(rootId); at = require(at).place().parentId()) {
            names.addFirst(require(at).place().name());
        }
        return String.join("/", names);
    }

    String path(Place place) {
        return place.parentId().equals(rootId) ? place.name() : path(place.parentId()) + "/" + place.name();
    }

    boolean isWithin(String id, String folderId) {
        String at = id;
        while (!at.equals(folderId)) {
            if (at.equals(rootId)) {
                return false;
            }
            at = Objects.requireNonNull(nodes.get(at), at).place().parentId();
        }
        return true;
    }
}
