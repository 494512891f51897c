package dev.strata.query.listing;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
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
    private final Moments moments;
    private final SecondLook secondLook;

    public Nodes(FolderListingQueries listing, AccessQueries access, Moments moments, SecondLook secondLook) {
        this.listing = listing;
        this.access = access;
        this.moments = moments;
        this.secondLook = secondLook;
    }

    public Node node(Caller caller, NodeId nodeId, Moment moment) {
        return node(() -> find(caller.account(), nodeId, moment));
    }

    /** The node, if the account may see it at that moment. */
    public Optional<Node> find(AccountId account, NodeId nodeId, Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> listing.find(account, nodeId, moment);
            case Moment.At _ -> access(account, nodeId, moment).flatMap(_ -> listing.find(account, nodeId, moment));
        };
    }

    private Optional<Access> access(AccountId account, NodeId nodeId, Moment moment) {
        return access.find(account, nodeId, moment).filter(then -> switch (moment) {
            case Moment.Now _ -> true;
            case Moment.At _ ->
                then.own() || access.find(account, nodeId, moments.now()).isPresent();
        });
    }

    /** The node that {@code look} finds, in spite of projections that are a little behind. */
    public <T> T node(Supplier<Optional<T>> look) {
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

    /** What the caller may do with a folder that can be listed: one that is not in the trash. */
    public Access folder(Caller caller, NodeId nodeId, Moment moment) {
        AccountId account = caller.account();
        Access found = node(() -> access(account, nodeId, moment).filter(seen -> !seen.trashed()));
        if (found.kind() != NodeKind.FOLDER) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-folder", "This is a file: nothing is in it.");
        }
        return found;
    }
}
