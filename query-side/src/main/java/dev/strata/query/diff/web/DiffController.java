package dev.strata.query.diff.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.diff.CompareInstants;
import dev.strata.query.diff.DiffQueries;
import dev.strata.query.diff.Difference;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Homes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was added, changed, moved and removed between two instants, in a folder or the caller's home. */
@RestController
class DiffController {
    private final Homes homes;
    private final Nodes nodes;
    private final Moments moments;
    private final DiffQueries diff;

    DiffController(Homes homes, Nodes nodes, Moments moments, DiffQueries diff) {
        this.homes = homes;
        this.nodes = nodes;
        this.moments = moments;
        this.diff = diff;
    }

    @GetMapping("/v1/diff")
    Page<Difference> diff(
            Caller caller,
            @RequestParam(required = false) @Nullable NodeId node,
            @RequestParam String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        NodeId top = node == null ? homes.of(caller).rootFolderId() : node;
        Moment.At begin = moments.at(Moments.parse("from", from));
        Moment.At end = moments.at(to == null ? moments.now().instant() : Moments.parse("to", to));
        if (end.instant().isBefore(begin.instant())) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-instant", "to: earlier than from");
        }
        Node tree = nodes.node(
                () -> nodes.find(caller.account(), top, end).or(() -> nodes.find(caller.account(), top, begin)));
        return diff.list(
                caller.account(), new CompareInstants(tree, begin, end, to == null, new PageRequest(limit, cursor)));
    }
}
