package dev.strata.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ways that were walked before. No way is good because it is young: whoever asks for one has just read the node at its
 * beginning, and with it what the rest of the way rests on.
 */
public final class KnownWays<M> {
    /** Some tens of megabytes. */
    private static final long STEPS_MAX = 100_000;

    private final Cache<Key, Way<M>> known = Caffeine.newBuilder()
            .maximumWeight(STEPS_MAX)
            .weigher((Key _, Way<M> way) -> way.steps().size())
            .build();

    private record Key(AccountId account, NodeId node) {}

    /**
     * The whole ways of some nodes.
     *
     * @param seen each node as it is, in a way of one step that says nothing of whose it is and of roles, and of files
     *     only whether they were shared themselves
     * @param now before which no grant on a known way may have run out
     * @param walk reads the ways that are not known, from the nodes to their roots
     */
    public List<Way<M>> of(
            AccountId account, Collection<Way<M>> seen, Instant now, Function<Collection<NodeId>, List<Way<M>>> walk) {
        List<Way<M>> ways = new ArrayList<>();
        List<NodeId> unknown = new ArrayList<>();
        for (Way<M> one : seen) {
            find(account, one, now)
                    .ifPresentOrElse(ways::add, () -> unknown.add(one.start().nodeId()));
        }
        if (!unknown.isEmpty()) {
            List<Way<M>> walked = walk.apply(unknown);
            walked.forEach(way -> keep(account, way));
            ways.addAll(walked);
        }
        return ways;
    }

    /** Folders have a way of their own, and so has a file that was shared itself; others go by that of their folder. */
    private Optional<Way<M>> find(AccountId account, Way<M> seen, Instant now) {
        Step<M> start = seen.start();
        Optional<Way<M>> own = find(account, start.nodeId(), seen.changes(), now)
                .filter(way -> Objects.equals(way.start().parentId(), start.parentId()))
                .map(way -> way.from(start.withRightsOf(way.start())));
        return own.isPresent() || start.kind() == NodeKind.FOLDER || start.shared() || start.parentId() == null
                ? own
                : find(account, start.parentId(), seen.changes(), now)
                        .map(way -> way.below(start.ownedLike(way.start())));
    }

    private Optional<Way<M>> find(AccountId account, NodeId node, @Nullable Long changes, Instant now) {
        return Optional.ofNullable(known.getIfPresent(new Key(account, node)))
                .filter(way -> Objects.equals(way.changes(), changes) && now.isBefore(way.until()));
    }

    private void keep(AccountId account, Way<M> way) {
        if (way.changes() != null && way.isWhole()) {
            if (way.start().kind() == NodeKind.FOLDER || way.start().shared()) {
                known.put(new Key(account, way.start().nodeId()), way);
            }
            way.above()
                    .ifPresent(above -> known.put(new Key(account, above.start().nodeId()), above));
        }
    }
}
