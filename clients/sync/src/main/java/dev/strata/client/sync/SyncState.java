package dev.strata.client.sync;

import dev.strata.client.sync.RemoteDrive.Changes;
import dev.strata.client.sync.StateStore.Saved;
import dev.strata.client.sync.StateStore.Update;
import dev.strata.client.sync.StateStore.Update.Forget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the client knows of the server and of the last agreement. Whatever changes is in the store, too. */
final class SyncState {
    private final StateStore store;
    private final Map<String, RemoteNode> remote = new LinkedHashMap<>();
    private final Map<String, SyncedNode> synced = new LinkedHashMap<>();
    private @Nullable String cursor;

    /** What is to be kept at once; null while each change is kept by itself. */
    private @Nullable List<Update> together;

    SyncState(StateStore store) {
        this.store = store;
        Saved saved = store.load();
        cursor = saved.cursor();
        saved.remote().forEach(node -> remote.put(node.id(), node));
        saved.synced().forEach(node -> synced.put(node.id(), node));
    }

    @Nullable
    String cursor() {
        return cursor;
    }

    Map<String, SyncedNode> synced() {
        return Collections.unmodifiableMap(synced);
    }

    /** Those at or above this version are known already. */
    @Nullable
    RemoteNode remote(String id) {
        return remote.get(id);
    }

    void apply(Update update) {
        List<Update> open = together;
        if (open == null) {
            store.keep(update);
        } else {
            open.add(update);
        }
        if (update.forget() != Forget.NOTHING) {
            cursor = null;
            remote.clear();
        }
        if (update.forget() == Forget.ALL) {
            synced.clear();
        }
        if (update.cursor() != null) {
            cursor = update.cursor();
        }
        update.remote().forEach(node -> remote.put(node.id(), node));
        update.remoteGone().forEach(remote::remove);
        update.synced().forEach(node -> synced.put(node.id(), node));
        update.syncedGone().forEach(synced::remove);
    }

    /** Some changes that are kept at once, at the end: until then it is as if nobody had heard of them. */
    void together(Runnable changes) {
        List<Update> open = new ArrayList<>();
        together = open;
        try {
            changes.run();
        } finally {
            together = null;
            store.keep(open);
        }
    }

    /**
     * Takes a part of the feed. What is older than what is known is left out: an answer to a command may have told more
     * than the feed has by now.
     */
    void take(Changes page) {
        List<RemoteNode> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (RemoteNode node : page.nodes()) {
            RemoteNode known = remote.get(node.id());
            if (known == null || node.version() >= known.version()) {
                if (node.gone()) {
                    gone.add(node.id());
                } else if (!node.equals(known)) {
                    changed.add(node);
                }
            }
        }
        apply(new Update(Forget.NOTHING, page.to(), changed, gone, List.of(), List.of()));
    }

    /**
     * When the feed has been read to its end, what cannot be reached from a root or from what is shared is gone; but not
     * what is below a folder that this client has put into the trash, before the feed tells of that: some of it may have
     * been moved away before.
     */
    void dropUnreachable() {
        Map<String, List<String>> children = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        for (RemoteNode node : remote.values()) {
            String mounted = node.mounted();
            if (node.place().parentId().isEmpty()) {
                open.add(node.id());
                if (mounted != null) {
                    open.add(mounted);
                }
            } else {
                children.computeIfAbsent(node.place().parentId(), _ -> new ArrayList<>())
                        .add(node.id());
            }
        }
        Set<String> reached = new HashSet<>();
        while (!open.isEmpty()) {
            RemoteNode node = remote.get(open.removeLast());
            if (node != null && reached.add(node.id())) {
                open.addAll(children.getOrDefault(node.id(), List.of()));
            }
        }
        List<String> lost = remote.values().stream()
                .filter(node -> !node.gone() && !reached.contains(node.id()))
                .map(RemoteNode::id)
                .toList();
        if (!lost.isEmpty()) {
            apply(new Update(Forget.NOTHING, null, List.of(), lost, List.of(), List.of()));
        }
    }

    /** What is below a folder of the server. */
    Map<String, RemoteNode> below(String folderId) {
        Map<String, List<RemoteNode>> children = new LinkedHashMap<>();
        remote.values().stream()
                .filter(node -> !node.gone())
                .forEach(node -> children.computeIfAbsent(node.place().parentId(), _ -> new ArrayList<>())
                        .add(node));
        Map<String, RemoteNode> below = new LinkedHashMap<>();
        List<String> open = new ArrayList<>(List.of(folderId));
        while (!open.isEmpty()) {
            for (RemoteNode node : children.getOrDefault(open.removeLast(), List.of())) {
                below.put(node.id(), node);
                open.add(node.id());
            }
        }
        return below;
    }
}
