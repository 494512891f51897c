package dev.strata.query.listing;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.freshness.SecondLook;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the node that a request is about, or refuses the request. */
@Component
public class Nodes {
    private final FolderListingQueries listing;
    private final SecondLook secondLook;

    public Nodes(FolderListingQueries listing, SecondLook secondLook) {
        this.listing = listing;
        this.secondLook = secondLook;
    }

    public Node node(Caller caller, NodeId nodeId) {
        return node(() -> listing.find(caller.account(), nodeId));
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

    public Node file(Caller caller, NodeId nodeId) {
        Node node = node(caller, nodeId);
        if (node.kind() != NodeKind.FILE) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "This is a folder: it has no content.");
        }
        return node;
    }

    /** A folder that can be listed: one that is not in the trash. */
    public Node folder(Caller caller, NodeId nodeId) {
        Node node = node(() -> listing.find(caller.account(), nodeId).filter(found -> !found.trashed()));
        if (node.kind() != NodeKind.FOLDER) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-folder", "This is a file: nothing is in it.");
        }
        return node;
    }
}
