package dev.strata.query.audit.web;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.audit.AuditTrailQueries;
import dev.strata.query.audit.ListAudit;
import dev.strata.query.audit.ListAudit.Scope;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Home;
import dev.strata.query.sharing.Homes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers who did what, to those who may know. */
@RestController
class AuditTrailController {
    private final Homes homes;
    private final Nodes nodes;
    private final FolderListingQueries listing;
    private final AuditTrailQueries audit;
    private final Moments moments;

    AuditTrailController(
            Homes homes, Nodes nodes, FolderListingQueries listing, AuditTrailQueries audit, Moments moments) {
        this.homes = homes;
        this.nodes = nodes;
        this.listing = listing;
        this.audit = audit;
        this.moments = moments;
    }

    @GetMapping("/v1/audit")
    Page<ListAudit.Entry> audit(
            Caller caller,
            @RequestParam(required = false) @Nullable NodeId node,
            @RequestParam(required = false) @Nullable AccountId actor,
            @RequestParam(required = false) @Nullable DeviceId device,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = new PageRequest(limit, cursor);
        return audit.list(new ListAudit(scope(caller, node), node, actor, device, type, from, to, page));
    }

    private Scope scope(Caller caller, @Nullable NodeId node) {
        if (caller.role().mayAudit()) {
            return new Scope.All();
        }
        Home home = homes.of(caller);
        Scope.Own own = new Scope.Own(caller.account(), home.spaceId());
        if (node == null) {
            return own;
        }
        Optional<Node> found = listing.find(caller.account(), node, moments.now());
        if (found.isEmpty() && audit.knows(node, own)) {
            return own;
        }
        if (found.orElseGet(() -> nodes.node(caller, node, moments.now())).role() != Role.OWNER) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "forbidden", "Only an owner may read the audit trail of a node.");
        }
        return new Scope.All();
    }
}
