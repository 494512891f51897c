package dev.strata.query.sharing.web;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.AccessExplanations;
import dev.strata.query.sharing.ExplainAccess;
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
    private final AccessExplanations explanations;
    private final AccessQueries access;

    SharingController(
            Nodes nodes,
            SharingQueries sharing,
            SharedWithMeQueries sharedWithMe,
            AccessExplanations explanations,
            AccessQueries access) {
        this.nodes = nodes;
        this.sharing = sharing;
        this.sharedWithMe = sharedWithMe;
        this.explanations = explanations;
        this.access = access;
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

    /** Grants above a node that was shared concern the owner of the space alone, and one's own concern oneself. */
    @GetMapping("/v1/nodes/{nodeId}/access/{accountId}")
    ExplainAccess.Explanation why(
            Caller caller, @PathVariable NodeId nodeId, @PathVariable AccountId accountId, Moment moment) {
        nodes.node(caller, nodeId, moment);
        boolean owns =
                access.find(caller.account(), nodeId, moment).map(Access::own).orElse(false);
        if (!owns && !accountId.equals(caller.account())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Only the owner of the space may see why others can open what is in it.");
        }
        return explanations
                .explain(new ExplainAccess(nodeId, accountId, moment))
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.NOT_FOUND, "account-not-found", "There is no such account."));
    }
}
