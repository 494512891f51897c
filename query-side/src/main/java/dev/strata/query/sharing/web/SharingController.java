package dev.strata.query.sharing.web;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.ListMembers;
import dev.strata.query.sharing.ListSharedWithMe;
import dev.strata.query.sharing.SharedWithMeQueries;
import dev.strata.query.sharing.SharingQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was shared, with whom. */
@RestController
class SharingController {
    private final Nodes nodes;
    private final SharingQueries sharing;
    private final SharedWithMeQueries sharedWithMe;

    SharingController(Nodes nodes, SharingQueries sharing, SharedWithMeQueries sharedWithMe) {
        this.nodes = nodes;
        this.sharing = sharing;
        this.sharedWithMe = sharedWithMe;
    }

    @GetMapping("/v1/shared-with-me")
    Page<ListSharedWithMe.Entry> sharedWithMe(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return sharedWithMe.list(new ListSharedWithMe(caller.account(), moment, new PageRequest(limit, cursor)));
    }

    @GetMapping("/v1/nodes/{nodeId}/grants")
    Page<ListMembers.Member> members(
            Caller caller,
            @PathVariable NodeId nodeId,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (nodes.node(caller, nodeId, moment).role() != Role.OWNER) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "forbidden", "Only an owner may see with whom a node is shared.");
        }
        return sharing.members(new ListMembers(nodeId, moment, new PageRequest(limit, cursor)));
    }
}
