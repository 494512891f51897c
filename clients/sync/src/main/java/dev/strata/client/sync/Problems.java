package dev.strata.client.sync;

import dev.strata.client.sync.Action.MoveRemote;
import dev.strata.client.sync.Action.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could not be done. It is not tried again until the node changes, or all is forgotten. */
final class Problems {
    private final Map<String, Problem> byNode = new LinkedHashMap<>();

    Collection<Problem> all() {
        return Collections.unmodifiableCollection(byNode.values());
    }

    Optional<Problem> find(String id) {
        return Optional.ofNullable(byNode.get(id));
    }

    void clear() {
        byNode.clear();
    }

    /** What is said of a node that has changed since is no longer so. */
    void dropOutdated(Trees trees) {
        byNode.values().removeIf(problem -> !problem.of().equals(stateOf(problem.id(), trees)));
    }

    void add(Action action, Trees trees, String code, String text) {
        Place place = action instanceof MoveRemote move ? move.to() : null;
        byNode.put(action.id(), new Problem(action.id(), kind(action), code, text, stateOf(action.id(), trees), place));
    }

    boolean hinder(Action action, Trees trees) {
        Problem problem = byNode.get(action.id());
        return problem != null
                && problem.action().equals(kind(action))
                && problem.of().equals(stateOf(action.id(), trees));
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
