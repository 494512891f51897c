package dev.strata.query.usage.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.sharing.Homes;
import dev.strata.query.usage.Usage;
import dev.strata.query.usage.UsageQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers how much a node takes; the caller's home if none is named. */
@RestController
class UsageController {
    private final Homes homes;
    private final Nodes nodes;
    private final UsageQueries usage;

    UsageController(Homes homes, Nodes nodes, UsageQueries usage) {
        this.homes = homes;
        this.nodes = nodes;
        this.usage = usage;
    }

    @GetMapping("/v1/usage")
    Usage usage(Caller caller, Moment moment, @RequestParam(required = false) @Nullable NodeId node) {
        NodeId top = node == null ? homes.of(caller).rootFolderId() : node;
        return usage.of(nodes.node(caller, top, moment), moment);
    }
}
