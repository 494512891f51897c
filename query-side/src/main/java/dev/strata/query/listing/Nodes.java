package dev.strata.query.listing;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.sharing.SharingQueries;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Finds the node that a request is about, or refuses the request. Who may read the past: the owner of the space all of
 * it; others what they could read then, if they may still read the node that they name.
 */
@Component
public class Nodes {
    private final FolderListingQueries listing;
    private final AccessQueries access;
    private final SharingQueries sharing;
    private final Moments moments;
    private final SecondLook secondLook;

    public Nodes(
            FolderListingQueries listing,
            AccessQueries access,
            SharingQueries sharing,
            Moments moments,
            SecondLook secondLook) {
        this.listing = listing;
        this.access = access;
        this.sharing = sharing;
        this.moments = moments;
        this.secondLook = secondLook;
    }

    public Node node(Caller caller, NodeId nodeId, Moment moment) {
        return node(() -> find(caller.account(), nodeId, moment));
    }

    /** The node, if the account may see it at that moment. */
    public Optional<Node> find(AccountId account, NodeId nodeId, Moment moment) {
        return listing.find(account, nodeId, moment).filter(node -> switch (moment) {
            case Moment.Now _ -> true;
            case Moment.At _ -> owns(account, node) || maySeeNow(account, nodeId);
        });
    }

    private boolean owns(AccountId account, Node node) {
        return sharing.home(account)
                .filter(home -> home.spaceId().equals(node.spaceId()))
                .isPresent();
    }

    private boolean maySeeNow(AccountId account, NodeId nodeId) {
        return access.find(account, nodeId, moments.now()).isPresent();
    }

    /** The node that {@code look} finds, in spite of projections that are a little behind. */
    public Node node(Supplier<Optional<Node>> look) {
        return secondLook
                .find(look)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "node-not-found",
                        "There is no such file or folder, or it has not been shared with you."));
    }

    public Node file(Caller caller, NodeId nodeId, Moment moment) {
        Node node = node(caller, nodeId, moment);
        if (node.kind() != NodeKind.FILE) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "This is a folder: it has no content.");
        }
        return node;
    }

    /** A folder that can be listed: one that is not in the trash. */
    public Node folder(Caller caller, NodeId nodeId, Moment moment) {
        Node node = node(() -> find(caller.account(), nodeId, moment).filter(found -> !found.trashed()));
        if (node.kind() != NodeKind.FOLDER) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-folder", "This is a file: nothing is in it.");
        }
        return node;
    }
}
