package dev.strata.query.activity.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.activity.Activity;
import dev.strata.query.activity.ActivityQueries;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Homes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what people did in a tree, or everything that concerns the caller. */
@RestController
class ActivityController {
    private final Homes homes;
    private final Nodes nodes;
    private final Moments moments;
    private final ActivityQueries activity;

    ActivityController(Homes homes, Nodes nodes, Moments moments, ActivityQueries activity) {
        this.homes = homes;
        this.nodes = nodes;
        this.moments = moments;
        this.activity = activity;
    }

    @GetMapping("/v1/activity")
    Page<Activity> activity(
            Caller caller,
            @RequestParam(required = false) @Nullable NodeId node,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = new PageRequest(limit, cursor);
        return node == null
                ? activity.of(caller.account(), homes.of(caller), page)
                : activity.of(caller.account(), nodes.node(caller, node, moments.now()), page);
    }
}
