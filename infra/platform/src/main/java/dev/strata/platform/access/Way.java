package dev.strata.platform.access;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a node up, as an account sees it.
 *
 * @param basis what it rests on
 * @param steps the node itself first; at least one
 */
public record Way<M>(Basis basis, List<Step<M>> steps) {
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

    boolean isWorthKeeping() {
        return start().kind() == NodeKind.FOLDER || start().shared();
    }

    Optional<Way<M>> above() {
        return steps.size() == 1 ? Optional.empty() : Optional.of(new Way<>(basis, steps.subList(1, steps.size())));
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
        return new Way<>(basis, all);
    }

    Instant until() {
        return steps.stream().map(Step::until).min(Instant::compareTo).orElse(Instant.MAX);
    }
}
