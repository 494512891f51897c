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
import dev.strata.client.sync.Action.Problem;
import dev.strata.client.sync.Action.TrashRemote;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What could not be done. It is not tried again until the node changes, or all is forgotten; nothing is sent while this
 * device is parked.
 */
final class Problems {
    private final Map<String, Problem> byNode = new LinkedHashMap<>();
    private @Nullable String parked;

    Collection<Problem> all() {
        return Collections.unmodifiableCollection(byNode.values());
    }

    Optional<Problem> find(String id) {
        return Optional.ofNullable(byNode.get(id));
    }

    void clear() {
        byNode.clear();
    }

    /** What went wrong for want of something that may be there the next time. */
    void dropPassing() {
        byNode.values().removeIf(problem -> problem.code().equals(LocalException.NO_ROOM));
    }

    /** What is said of a node that has changed since is news, not what hinders. */
    boolean isOver(Problem problem, Trees trees) {
        return !problem.of().equals(stateOf(problem.id(), trees));
    }

    void add(Action action, Trees trees, String code, String text) {
        Place place = action instanceof MoveRemote move ? move.to() : null;
        byNode.put(action.id(), new Problem(action.id(), kind(action), code, text, stateOf(action.id(), trees), place));
    }

    /** What the server said when it took no change of this device any more; null if it takes them. */
    @Nullable
    String parked() {
        return parked;
    }

    void park(@Nullable String said) {
        parked = said;
    }

    boolean hinder(Action action, Trees trees) {
        if (parked != null && isSent(action)) {
            return true;
        }
        Problem problem = byNode.get(action.id());
        return problem != null
                && problem.action().equals(kind(action))
                && problem.of().equals(stateOf(action.id(), trees));
    }

    private static boolean isSent(Action action) {
        return switch (action) {
            case MoveRemote _, TrashRemote _, CreateRemoteFolder _, CreateFile _, AddVersion _ -> true;
            case Forget _, Agree _, Bind _, MoveLocal _, DeleteLocal _, CreateLocalFolder _, Download _ -> false;
        };
    }

    /** Where the server did not let nodes go. */
    Map<String, Place> refusedPlaces() {
        Map<String, Place> places = new HashMap<>();
        for (Problem problem : byNode.values()) {
            @Nullable Place place = problem.place();
            if (place != null) {
                places.put(problem.id(), place);
            }
        }
        return places;
    }

    static String kind(Action action) {
        return action.getClass().getSimpleName();
    }

    private static String stateOf(String id, Trees trees) {
        return trees.remote().get(id) + "|" + trees.local().get(id);
    }
}
