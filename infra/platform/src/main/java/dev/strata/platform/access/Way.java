package dev.strata.platform.access;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a node up, as an account sees it. As long as the number of changes is the same, all of it but the node itself is.
 *
 * @param changes how often the space's folders and grants and the groups of the account have changed: never less than
 *     before; null if nobody counts
 * @param elsewhere whether the account was granted anything in the space that is not on the way
 * @param steps the node itself first; at least one
 */
public record Way<M>(@Nullable Long changes, boolean elsewhere, List<Step<M>> steps) {
    public Step<M> start() {
        return steps.getFirst();
    }

    /** Null for who may go everywhere. */
    public boolean leadsThrough(@Nullable NodeId folder) {
        return folder == null || steps.stream().anyMatch(step -> step.nodeId().equals(folder));
    }

    /** Whether it leads to a root. */
    public boolean isWhole() {
        return steps.getLast().parentId() == null;
    }

    Optional<Way<M>> above() {
        return steps.size() == 1
                ? Optional.empty()
                : Optional.of(
                        new Way<>(changes, elsewhere || !start().roles().isEmpty(), steps.subList(1, steps.size())));
    }

    Way<M> below(Step<M> child) {
        return startingAt(child, steps);
    }

    Way<M> from(Step<M> start) {
        return startingAt(start, steps.subList(1, steps.size()));
    }

    private Way<M> startingAt(Step<M> start, List<Step<M>> above) {
        List<Step<M>> all = new ArrayList<>(above.size() + 1);
        all.add(start);
        all.addAll(above);
        return new Way<>(changes, elsewhere, all);
    }

    Instant until() {
        return steps.stream().map(Step::until).min(Instant::compareTo).orElse(Instant.MAX);
    }
}
