package dev.strata.client.sync;

import dev.strata.client.sync.Place.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there will be when both sides are the same: which nodes stay, and where. Whatever only one side changed is done on
 * the other; a change beats a deletion; of two places the server's holds.
 */
final class Merge {
    private final Trees trees;
    private final Names names;
    private final Map<String, Place> refusedPlaces;
    private final Map<String, Boolean> rescued = new HashMap<>();
    private final Set<String> kept = new LinkedHashSet<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, String> bindings = new LinkedHashMap<>();

    /** @param refusedPlaces where the server did not let nodes go */
    @SuppressWarnings("MissingSummary") // the class says it
    Merge(Trees trees, Names names, Map<String, Place> refusedPlaces) {
        this.trees = trees;
        this.names = names;
        this.refusedPlaces = refusedPlaces;
        for (String id : trees.present()) {
            places.put(id, place(id));
            if (isKept(id)) {
                kept.add(id);
            }
        }
        breakCycles();
        keepFoldersOfKept();
        giveEachItsName();
    }

    boolean keeps(String id) {
        return kept.contains(id);
    }

    /** Of any node that is on one side at least. */
    Place placeOf(String id) {
        return Objects.requireNonNull(places.get(id), id);
    }

    /** Files and folders of this machine that are nodes of the server, by what they are known as here. */
    Map<String, String> bindings() {
        return bindings;
    }

    /** What one side deleted and the other changed, with what it held if it was moved away as a whole. */
    Set<String> rescued() {
        Set<String> ids = new LinkedHashSet<>();
        for (String id : trees.present()) {
            if (isRescued(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private boolean isKept(String id) {
        boolean both = trees.remote().containsKey(id) && trees.local().contains(id);
        return both || !trees.synced().containsKey(id) || isRescued(id);
    }

    private boolean isRescued(String id) {
        Boolean known = rescued.get(id);
        if (known == null) {
            known = mustBeRescued(id);
            rescued.put(id, known);
        }
        return known;
    }

    private boolean mustBeRescued(String id) {
        SyncedNode synced = trees.synced().get(id);
        RemoteNode remote = trees.remote().get(id);
        LocalNode local = trees.local().get(id);
        if (synced == null || (remote == null) == (local == null)) {
            return false;
        }
        boolean changed = remote == null
                ? differs(synced, Objects.requireNonNull(local).place(), local.sha256())
                : differs(synced, remote.place(), remote.sha256());
        return changed || goesWithItsFolder(synced, remote != null);
    }

    private boolean goesWithItsFolder(SyncedNode synced, boolean deletedHere) {
        String folder = synced.place().parentId();
        boolean deletedAlike = deletedHere
                ? trees.remote().containsKey(folder) && !trees.local().contains(folder)
                : trees.local().contains(folder) && !trees.remote().containsKey(folder);
        return deletedAlike && isRescued(folder);
    }

    private static boolean differs(SyncedNode synced, Place place, @Nullable String sha256) {
        return !synced.place().equals(place) || !Objects.equals(synced.sha256(), sha256);
    }

    private Place place(String id) {
        RemoteNode remote = trees.remote().get(id);
        LocalNode local = trees.local().get(id);
        if (remote == null) {
            return Objects.requireNonNull(local).place();
        }
        if (local == null || local.place().equals(refusedPlaces.get(id))) {
            return remote.place();
        }
        SyncedNode synced = trees.synced().get(id);
        boolean movedRemotely = synced == null || !remote.place().equals(synced.place());
        return movedRemotely ? remote.place() : local.place();
    }

    /** Two moves that each are possible can be a circle together: then the server's tree holds. */
    private void breakCycles() {
        Set<String> sound = new HashSet<>();
        for (String id : places.keySet()) {
            Set<String> way = new LinkedHashSet<>();
            String at = id;
            while (places.containsKey(at) && !sound.contains(at)) {
                if (!way.add(at)) {
                    takeRemotePlaces(way, at);
                    way.clear();
                    at = id;
                    continue;
                }
                at = placeOf(at).parentId();
            }
            sound.addAll(way);
        }
    }

    private void takeRemotePlaces(Set<String> way, String first) {
        boolean inCircle = false;
        boolean changed = false;
        for (String id : way) {
            inCircle |= id.equals(first);
            RemoteNode remote = trees.remote().get(id);
            if (inCircle && remote != null) {
                changed |= !remote.place().equals(places.put(id, remote.place()));
            }
        }
        if (!changed) {
            throw new IllegalStateException("folders of one side in a circle: " + way);
        }
    }

    private void keepFoldersOfKept() {
        for (String id : List.copyOf(kept)) {
            String folder = placeOf(id).parentId();
            while (!folder.equals(trees.rootId()) && kept.add(folder)) {
                folder = placeOf(folder).parentId();
            }
        }
    }

    private void giveEachItsName() {
        Map<Slot, List<String>> wanting = new LinkedHashMap<>();
        for (String id : kept) {
            wanting.computeIfAbsent(placeOf(id).slot(), _ -> new ArrayList<>()).add(id);
        }
        List<List<String>> crowds =
                wanting.values().stream().filter(ids -> ids.size() > 1).toList();
        if (crowds.isEmpty()) {
            return;
        }
        Set<Slot> taken = new HashSet<>(wanting.keySet());
        trees.remote().values().forEach(node -> taken.add(node.place().slot()));
        Map<Slot, Set<String>> held = new HashMap<>();
        trees.local()
                .all()
                .forEach(node -> held.computeIfAbsent(node.place().slot(), _ -> new HashSet<>())
                        .add(node.id()));
        for (List<String> crowd : crowds) {
            part(crowd, taken, held);
        }
    }

    /** What stepped aside before keeps the name that it has got. */
    private void part(List<String> crowd, Set<Slot> taken, Map<Slot, Set<String>> held) {
        Slot slot = placeOf(crowd.getFirst()).slot();
        List<String> order = crowd.stream()
                .sorted(Comparator.comparing((String id) -> !isRemotelyAt(id, slot))
                        .thenComparing(id -> !trees.synced().containsKey(id))
                        .thenComparing(id -> id))
                .toList();
        String winner = order.getFirst();
        boolean free = !trees.local().contains(winner);
        for (String id : order.subList(1, order.size())) {
            if (free && areTheSame(id, winner)) {
                bindings.put(id, winner);
                free = false;
            } else {
                Place here = placeOf(id);
                Place other = here.named(names.beside(here.name(), name -> {
                    Slot wanted = here.named(name).slot();
                    return taken.contains(wanted) || !Set.of(id).containsAll(held.getOrDefault(wanted, Set.of()));
                }));
                taken.add(other.slot());
                places.put(id, other);
            }
        }
    }

    private boolean isRemotelyAt(String id, Slot slot) {
        RemoteNode remote = trees.remote().get(id);
        return remote != null && remote.place().slot().equals(slot);
    }

    /** A folder that both sides made, or a file with one content. */
    private boolean areTheSame(String id, String winner) {
        LocalNode local = trees.local().get(id);
        RemoteNode remote = trees.remote().get(winner);
        return local != null
                && remote != null
                && !local.frozen()
                && !trees.remote().containsKey(id)
                && local.folder() == remote.folder()
                && Objects.equals(local.sha256(), remote.sha256());
    }
}
