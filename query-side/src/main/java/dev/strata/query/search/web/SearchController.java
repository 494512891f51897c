package dev.strata.query.search.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.search.SearchNodes;
import dev.strata.query.search.SearchNodes.Filters;
import dev.strata.query.search.SearchQueries;
import dev.strata.query.sharing.Homes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which of the nodes that the caller may see are called so, or are like that. */
@RestController
class SearchController {
    private final Homes homes;
    private final Nodes nodes;
    private final SearchQueries search;

    SearchController(Homes homes, Nodes nodes, SearchQueries search) {
        this.homes = homes;
        this.nodes = nodes;
        this.search = search;
    }

    @GetMapping("/v1/search")
    Page<Node> search(
            Caller caller,
            Moment moment,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable NodeId in,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Long minSize,
            @RequestParam(required = false) @Nullable Long maxSize,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Filters filters = new Filters(Filters.kind(kind), type, tag, from, to, minSize, maxSize);
        Node folder = in == null ? null : folder(caller, in, moment);
        PageRequest page = new PageRequest(limit, cursor);
        return search.list(caller.account(), homes.of(caller), SearchNodes.of(q, folder, filters, moment, page));
    }

    private Node folder(Caller caller, NodeId nodeId, Moment moment) {
        nodes.folder(caller, nodeId, moment);
        return nodes.node(caller, nodeId, moment);
    }
}
