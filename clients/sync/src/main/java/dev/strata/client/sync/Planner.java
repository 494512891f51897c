package dev.strata.client.sync;

import dev.strata.client.sync.Action.AddVersion;
import dev.strata.client.sync.Action.Agree;
import dev.strata.client.sync.Action.Bind;
import dev.strata.client.sync.Action.CreateFile;
import dev.strata.client.sync.Action.CreateLocalFolder;
import dev.strata.client.sync.Action.CreateRemoteFolder;
import dev.strata.client.sync.Action.DeleteLocal;
import dev.strata.client.sync.Action.Download;
import dev.strata.client.sync.Action.Forget;
import dev.strata.client.sync.Action.MoveLocal;
import dev.strata.client.sync.Action.MoveRemote;
import dev.strata.client.sync.Action.TrashRemote;
import dev.strata.client.sync.Place.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do next so that two trees become one. Pure. A plan holds only what can be done as things are: when it is
 * done, the next plan has what it made possible, until there is nothing left to do.
 */
final class Planner {
    /** So many files may vanish at once without anybody being asked. */
    private static final int UNASKED_DELETIONS_MAX = 50;

    /** How a node is called while it makes room. */
    private static final String ASIDE = "strata-moving-";

    private final Trees trees;
    private final Merge merge;
    private final Set<String> confirmed;

    /** Made when they are asked for: most plans have no place to look for. */
    private final Supplier<Map<Slot, Set<String>>> localSlots = once(this::findLocalSlots);

    private final Supplier<Map<Slot, Set<String>>> remoteSlots = once(this::findRemoteSlots);
    private final Supplier<Map<String, Set<String>>> remoteChildren = once(this::findRemoteChildren);
    private final Map<String, Boolean> deletableHere = new HashMap<>();
    private final Map<String, Boolean> deletableThere = new HashMap<>();
    private final Set<String> bound;
    private final List<Action> actions = new ArrayList<>();
    private final Map<String, String> waiting = new LinkedHashMap<>();

    private Planner(Trees trees, Merge merge, Set<String> confirmed) {
        this.trees = trees;
        this.merge = merge;
        this.confirmed = confirmed;
        this.bound = new HashSet<>(merge.bindings().values());
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private @Nullable T made;

            @Override
            public T get() {
                T known = made;
                if (known == null) {
                    known = make.get();
                    made = known;
                }
                return known;
            }
        };
    }

    private Map<Slot, Set<String>> findLocalSlots() {
        Map<Slot, Set<String>> slots = new HashMap<>();
        trees.local().all().forEach(node -> add(slots, node.place().slot(), node.id()));
        return slots;
    }

    private Map<Slot, Set<String>> findRemoteSlots() {
        Map<Slot, Set<String>> slots = new HashMap<>();
        trees.remote().values().forEach(node -> add(slots, node.place().slot(), node.id()));
        return slots;
    }

    private Map<String, Set<String>> findRemoteChildren() {
        Map<String, Set<String>> children = new HashMap<>();
        trees.remote().values().forEach(node -> add(children, node.place().parentId(), node.id()));
        return children;
    }

    private static <K> void add(Map<K, Set<String>> index, K key, String id) {
        index.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(id);
    }

    /**
     * What can be done.
     *
     * @param refusedPlaces where the server did not let nodes go
     * @param confirmed what may go although much goes at once
     * @param stuck whether nothing that could be done has helped those that wait, so that one must step aside
     */
    static Plan plan(Trees trees, Names names, Map<String, Place> refusedPlaces, Set<String> confirmed, boolean stuck) {
        Merge merge = new Merge(trees, names, refusedPlaces);
        Set<String> rescued = merge.rescued();
        if (!rescued.isEmpty()) {
            return new Plan(rescued.stream().map(id -> (Action) new Forget(id)).toList(), Map.of(), Set.of());
        }
        return new Planner(trees, merge, confirmed).plan(stuck);
    }

    private Plan plan(boolean stuck) {
        agree();
        merge.bindings().forEach((local, remote) -> actions.add(new Bind(local, remote)));
        moves();
        Set<String> held = deletions();
        contents();
        creations();
        if (stuck) {
            park().ifPresent(actions::add);
        }
        return new Plan(List.copyOf(actions), waiting, held);
    }

    private void agree() {
        for (SyncedNode synced : trees.synced().values()) {
            RemoteNode remote = trees.remote().get(synced.id());
            LocalNode local = trees.local().get(synced.id());
            if (remote == null && local == null) {
                actions.add(new Forget(synced.id()));
            } else if (remote != null && local != null && !local.frozen()) {
                boolean place = remote.place().equals(local.place());
                boolean content = Objects.equals(remote.sha256(), local.sha256());
                SyncedNode now = new SyncedNode(
                        synced.id(),
                        place ? local.place() : synced.place(),
                        synced.folder(),
                        content ? local.sha256() : synced.sha256(),
                        content && !Objects.equals(synced.sha256(), local.sha256())
                                ? remote.version()
                                : synced.version(),
                        content ? local.fingerprint() : synced.fingerprint().keyOf(local.fingerprint()));
                if (!now.equals(synced)) {
                    actions.add(new Agree(now));
                }
            }
        }
    }

    // Moves

    private void moves() {
        for (LocalNode node : trees.local().all()) {
            if (wantsToMoveHere(node) && !merge.bindings().containsKey(node.id())) {
                Place to = merge.placeOf(node.id());
                if (canTakeHere(node.id(), to)) {
                    actions.add(new MoveLocal(node.id(), to));
                }
            }
        }
        for (RemoteNode node : trees.remote().values()) {
            if (wantsToMoveThere(node)) {
                Place to = merge.placeOf(node.id());
                if (canTakeThere(node.id(), to)) {
                    actions.add(new MoveRemote(node.id(), to));
                }
            }
        }
    }

    private boolean wantsToMoveHere(LocalNode node) {
        return merge.keeps(node.id()) && !node.frozen() && !node.place().equals(merge.placeOf(node.id()));
    }

    /** Not before it has moved on this machine, so that a name that is to be given up is never given to the server. */
    private boolean wantsToMoveThere(RemoteNode node) {
        LocalNode local = trees.local().get(node.id());
        return local != null
                && !local.frozen()
                && merge.keeps(node.id())
                && !node.place().equals(merge.placeOf(node.id()))
                && local.place().equals(merge.placeOf(node.id()));
    }

    private boolean canTakeHere(String id, Place to) {
        if (!trees.local().isOpen(to.parentId())) {
            return waits(id, "until its folder is there");
        }
        if (trees.local().contains(id) && trees.local().isWithin(to.parentId(), id)) {
            return waits(id, "until a folder has moved out of it");
        }
        return isFree(localSlots.get(), id, to) || waits(id, "until its name is free on this machine");
    }

    private boolean canTakeThere(String id, Place to) {
        if (!trees.remoteHas(to.parentId())) {
            return waits(id, "until its folder is on the server");
        }
        if (trees.isRemotelyWithin(to.parentId(), id)) {
            return waits(id, "until a folder has moved out of it on the server");
        }
        boolean free =
                isFree(remoteSlots.get(), id, to) && !trees.leftOut().slots().contains(to.slot());
        return free || waits(id, "until its name is free on the server");
    }

    private static boolean isFree(Map<Slot, Set<String>> slots, String id, Place place) {
        Set<String> there = slots.getOrDefault(place.slot(), Set.of());
        return there.isEmpty() || (there.size() == 1 && there.contains(id));
    }

    private boolean waits(String id, String why) {
        waiting.put(id, why);
        return false;
    }

    /** Nodes that wait for each other's names, or for one of a folder that cannot go before they do: one steps aside. */
    private Optional<Action> park() {
        for (LocalNode node : trees.local().all()) {
            if (wantsToMoveHere(node) && isInTheWayHere(node)) {
                return Optional.of(new MoveLocal(node.id(), aside(node.id())));
            }
        }
        for (RemoteNode node : trees.remote().values()) {
            if (wantsToMoveThere(node) && isInTheWayThere(node)) {
                return Optional.of(new MoveRemote(node.id(), aside(node.id())));
            }
        }
        return Optional.empty();
    }

    private boolean isInTheWayHere(LocalNode node) {
        LocalNode above = trees.local().get(node.place().parentId());
        return isWanted(node.place(), node.id())
                || (above != null && !merge.keeps(above.id()) && isInTheWayHere(above));
    }

    private boolean isInTheWayThere(RemoteNode node) {
        RemoteNode above = trees.remote().get(node.place().parentId());
        return isWanted(node.place(), node.id())
                || (above != null && !merge.keeps(above.id()) && isInTheWayThere(above));
    }

    private boolean isWanted(Place place, String holder) {
        return waiting.keySet().stream()
                .filter(id -> !id.equals(holder))
                .anyMatch(id -> merge.placeOf(id).slot().equals(place.slot()));
    }

    /** A name that neither side has. */
    private Place aside(String id) {
        String name = ASIDE + id.substring(Math.max(0, id.length() - 12)).replace('/', '-');
        Place aside = new Place(trees.rootId(), name);
        for (int number = 2;
                localSlots.get().containsKey(aside.slot()) || remoteSlots.get().containsKey(aside.slot());
                number++) {
            aside = aside.named(name + "-" + number);
        }
        return aside;
    }

    // Deletions

    /** Answers what somebody must confirm. */
    private Set<String> deletions() {
        for (LocalNode node : trees.local().all()) {
            if (isReplacedThere(node)) {
                actions.add(new Forget(node.id()));
            }
            boolean top = trees.rootId().equals(node.place().parentId())
                    || !canGoHere(trees.local().require(node.place().parentId()));
            if (top && canGoHere(node)) {
                deleteHere(node);
            }
        }
        Set<String> gone = new HashSet<>();
        long all = 0;
        for (SyncedNode node : trees.synced().values()) {
            if (!node.folder()) {
                all++;
                boolean wanted = trees.remote().containsKey(node.id())
                        && !merge.keeps(node.id())
                        && !trees.local().contains(node.id());
                if (wanted && !confirmed.contains(node.id())) {
                    gone.add(node.id());
                }
            }
        }
        if (gone.size() > UNASKED_DELETIONS_MAX && gone.size() * 2L > all) {
            return gone;
        }
        for (RemoteNode node : trees.remote().values()) {
            RemoteNode folder = trees.remote().get(node.place().parentId());
            if (mustComeBack(node)) {
                actions.add(new Forget(node.id()));
            } else if (canGoThere(node) && (folder == null || !canGoThere(folder))) {
                actions.add(new TrashRemote(node.id()));
            }
        }
        return Set.of();
    }

    /** It was deleted here, but holds something there that is none of this machine's business. */
    private boolean mustComeBack(RemoteNode node) {
        return trees.leftOut().folders().contains(node.id())
                && trees.synced().containsKey(node.id())
                && !merge.keeps(node.id())
                && !trees.local().contains(node.id())
                && !trees.doubtful().contains(node.id());
    }

    /** What is left of it here becomes the folder that came in its place there. */
    private boolean isReplacedThere(LocalNode node) {
        return trees.local().holds(node.id())
                && !node.frozen()
                && !merge.keeps(node.id())
                && remoteSlots.get().getOrDefault(node.place().slot(), Set.of()).stream()
                        .anyMatch(id -> merge.keeps(id)
                                && Objects.requireNonNull(trees.remote().get(id))
                                        .folder());
    }

    private boolean canGoHere(LocalNode node) {
        Boolean answer = deletableHere.get(node.id());
        if (answer == null) {
            answer = !merge.keeps(node.id())
                    && !node.frozen()
                    && !trees.local().holds(node.id())
                    && trees.local().children(node.id()).stream()
                            .allMatch(child -> canGoHere(trees.local().require(child)));
            deletableHere.put(node.id(), answer);
        }
        return answer;
    }

    private void deleteHere(LocalNode node) {
        trees.local()
                .children(node.id())
                .forEach(child -> deleteHere(trees.local().require(child)));
        actions.add(new DeleteLocal(node.id()));
    }

    private boolean canGoThere(RemoteNode node) {
        Boolean answer = deletableThere.get(node.id());
        if (answer == null) {
            answer = !merge.keeps(node.id())
                    && !trees.local().contains(node.id())
                    && !trees.doubtful().contains(node.id())
                    && !trees.leftOut().folders().contains(node.id())
                    && remoteChildren.get().getOrDefault(node.id(), Set.of()).stream()
                            .allMatch(child -> canGoThere(
                                    Objects.requireNonNull(trees.remote().get(child))));
            deletableThere.put(node.id(), answer);
        }
        return answer;
    }

    // What only one side has

    private void creations() {
        for (RemoteNode node : trees.remote().values()) {
            if (merge.keeps(node.id())
                    && !trees.local().contains(node.id())
                    && !bound.contains(node.id())
                    && canTakeHere(node.id(), merge.placeOf(node.id()))) {
                actions.add(node.folder() ? new CreateLocalFolder(node.id()) : new Download(node.id()));
            }
        }
        for (LocalNode node : trees.local().all()) {
            if (merge.keeps(node.id())
                    && !node.frozen()
                    && !trees.remote().containsKey(node.id())
                    && !merge.bindings().containsKey(node.id())
                    && node.place().equals(merge.placeOf(node.id()))
                    && canTakeThere(node.id(), node.place())) {
                actions.add(node.folder() ? new CreateRemoteFolder(node.id()) : new CreateFile(node.id()));
            }
        }
    }

    // Contents

    private void contents() {
        for (LocalNode local : trees.local().all()) {
            RemoteNode remote = trees.remote().get(local.id());
            SyncedNode synced = trees.synced().get(local.id());
            if (remote != null
                    && synced != null
                    && !local.folder()
                    && !local.frozen()
                    && !Objects.equals(local.sha256(), remote.sha256())) {
                actions.add(content(local, remote, synced));
            }
        }
    }

    private Action content(LocalNode local, RemoteNode remote, SyncedNode synced) {
        if (Objects.equals(local.sha256(), synced.sha256())) {
            return new Download(local.id());
        }
        if (Objects.equals(remote.sha256(), synced.sha256())) {
            return new AddVersion(local.id(), remote.version());
        }
        String copy = copyOf(local, remote);
        if (copy == null) {
            return new AddVersion(local.id(), synced.version());
        }
        bound.add(copy);
        return new Bind(local.id(), copy);
    }

    /** The conflict copy of this very content, if an earlier round has left one and did not hear of it. */
    private @Nullable String copyOf(LocalNode local, RemoteNode remote) {
        return remoteChildren.get().getOrDefault(remote.place().parentId(), Set.of()).stream()
                .filter(id -> !trees.local().contains(id) && !trees.synced().containsKey(id) && !bound.contains(id))
                .filter(id -> Objects.equals(
                        Objects.requireNonNull(trees.remote().get(id)).sha256(), local.sha256()))
                .findFirst()
                .orElse(null);
    }
}
