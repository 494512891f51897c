package dev.strata.query.link;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkAdmission;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.content.Downloads;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.history.FileVersion;
import dev.strata.query.history.VersionHistoryQueries;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.ListFolder;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads for strangers what a link lets them see: the node that it was made for and what is below, as it is now. */
@Component
public class LinkedNodes {
    private final LinkAdmissions admissions;
    private final Nodes nodes;
    private final FolderListingQueries listing;
    private final VersionHistoryQueries history;
    private final SecondLook secondLook;
    private final Downloads downloads;
    private final Moments moments;

    LinkedNodes(
            LinkAdmissions admissions,
            Nodes nodes,
            FolderListingQueries listing,
            VersionHistoryQueries history,
            SecondLook secondLook,
            Downloads downloads,
            Moments moments) {
        this.admissions = admissions;
        this.nodes = nodes;
        this.listing = listing;
        this.history = history;
        this.secondLook = secondLook;
        this.downloads = downloads;
        this.moments = moments;
    }

    /** Who shows which token, from where. */
    public record Stranger(String token, @Nullable String pass, String address) {
        LinkQuestion wants(LinkAct act, @Nullable NodeId node) {
            return new LinkQuestion(token, pass, act, node, address);
        }

        /** Without what opens the link. */
        @Override
        public String toString() {
            return "Stranger";
        }
    }

    public PublicLink link(Stranger stranger) {
        LinkAdmission admission = admissions.admit(stranger.wants(LinkAct.ASK, null));
        if (admission.locked()) {
            return new PublicLink(true, true, null, false, null, null, null);
        }
        LinkedNode node = LinkedNode.of(node(admission));
        return new PublicLink(
                admission.passwordNeeded(),
                false,
                admission.role(),
                admission.uploadOnly(),
                admission.expiresAt(),
                node.name(),
                admission.uploadOnly() ? null : node);
    }

    /** @param node null for the one that the link was made for */
    @SuppressWarnings("MissingSummary")
    public LinkedNode node(Stranger stranger, @Nullable NodeId node) {
        return LinkedNode.of(node(admissions.admit(stranger.wants(LinkAct.LOOK, node))));
    }

    public Page<LinkedNode> children(Stranger stranger, @Nullable NodeId folder, PageRequest page) {
        LinkAdmission admission = admissions.admit(stranger.wants(LinkAct.LOOK, folder));
        Moment now = moments.now();
        ListFolder question = new ListFolder(ListFolder.Sort.NAME, ListFolder.Order.ASC, now, page);
        Caller maker = maker(admission);
        Page<Node> children = listing.children(
                admission.maker(), admission.nodeId(), nodes.folder(maker, admission.nodeId(), now), question);
        return children.withItems(children.items().stream().map(LinkedNode::of).toList());
    }

    /** Where the bytes of a file are for a while. Counts as a download, however often they are then fetched in parts. */
    public URI content(Stranger stranger, @Nullable NodeId node) {
        LinkAdmission admission = admissions.admit(stranger.wants(LinkAct.DOWNLOAD, node));
        Moment now = moments.now();
        Node file = nodes.file(maker(admission), admission.nodeId(), now);
        int number = Objects.requireNonNull(file.contentVersion(), "files have one");
        FileVersion version = secondLook
                .find(() -> history.find(file.id(), number, now))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "version-not-found", "This file has no version " + number + "."));
        return downloads.location(version, file.name());
    }

    private Node node(LinkAdmission admission) {
        return nodes.node(maker(admission), admission.nodeId(), moments.now());
    }

    /** On whose right the stranger reads. */
    private static Caller maker(LinkAdmission admission) {
        return Caller.onTheRightOf(admission.maker(), "");
    }
}
