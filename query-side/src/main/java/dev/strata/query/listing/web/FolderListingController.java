package dev.strata.query.listing.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.EntityTags;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.ListFolder;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what a node is and what is in a folder. */
@RestController
@RequestMapping("/v1/nodes/{nodeId}")
class FolderListingController {
    private final Nodes nodes;
    private final FolderListingQueries listing;

    FolderListingController(Nodes nodes, FolderListingQueries listing) {
        this.nodes = nodes;
        this.listing = listing;
    }

    @GetMapping
    Node node(Caller caller, @PathVariable NodeId nodeId, Moment moment, HttpServletResponse response) {
        return EntityTags.tagged(nodes.node(caller, nodeId, moment), response);
    }

    @GetMapping("/children")
    Page<Node> children(
            Caller caller,
            @PathVariable NodeId nodeId,
            Moment moment,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "asc") String order,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        ListFolder question = new ListFolder(
                ListFolder.Sort.of(sort), ListFolder.Order.of(order), moment, new PageRequest(limit, cursor));
        return listing.children(caller.account(), nodeId, nodes.folder(caller, nodeId, moment), question);
    }
}
