package dev.strata.command.tree;

import dev.strata.command.node.domain.Place;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** The places that the running transaction has looked up; good until it moves something or changes who may do what. */
public final class Ways {
    private static final String RESOURCE = Ways.class.getName();

    private final Map<Way, Place> known = new HashMap<>();

    private record Way(NodeId node, AccountId asker) {}

    private Ways() {}

    /** The place as it was looked up before, else as it is looked up now. */
    static Optional<Place> find(NodeId node, AccountId asker, Supplier<Optional<Place>> lookup) {
        Optional<Ways> ways = ofTransaction();
        Way way = new Way(node, asker);
        Optional<Place> before = ways.map(all -> all.known.get(way));
        if (before.isPresent()) {
            return before;
        }
        Optional<Place> now = lookup.get();
        ways.ifPresent(all -> now.ifPresent(place -> all.known.put(way, place)));
        return now;
    }

    static void keep(Place place, AccountId asker) {
        ofTransaction().ifPresent(all -> all.known.put(new Way(place.nodeId(), asker), place));
    }

    /** Has everything looked up again. */
    public static void forget() {
        ofTransaction().ifPresent(all -> all.known.clear());
    }

    private static Optional<Ways> ofTransaction() {
        return CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().getOrComputeResource(RESOURCE, _ -> new Ways()));
    }
}
