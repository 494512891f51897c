package dev.strata.query.reach;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.sharing.Home;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads nodes that were found somewhere, less those that are in the trash or not for the reader. */
@Component
public class VisibleNodes {
    private final FolderListingQueries listing;
    private final AccessQueries access;
    private final Moments moments;

    public VisibleNodes(FolderListingQueries listing, AccessQueries access, Moments moments) {
        this.listing = listing;
        this.access = access;
        this.moments = moments;
    }

    /** For somebody who may see the past of the folder that they are in. */
    public Map<NodeId, Node> find(AccountId account, Collection<NodeId> nodes, Moment moment) {
        Map<NodeId, Node> visible = new LinkedHashMap<>(listing.find(account, nodes, moment));
        visible.values().removeIf(Node::trashed);
        return visible;
    }

    /** Wherever they are: who was granted a node once has lost its past as well, unless the space is his. */
    public Map<NodeId, Node> find(AccountId account, Home home, Collection<NodeId> nodes, Moment moment) {
        Map<NodeId, Node> visible = find(account, nodes, moment);
        if (moment instanceof Moment.At) {
            List<NodeId> others = visible.values().stream()
                    .filter(node -> !node.spaceId().equals(home.spaceId()))
                    .map(Node::id)
                    .toList();
            Set<NodeId> readable = access.find(account, others, moments.now()).keySet();
            others.stream().filter(node -> !readable.contains(node)).forEach(visible::remove);
        }
        return visible;
    }
}
