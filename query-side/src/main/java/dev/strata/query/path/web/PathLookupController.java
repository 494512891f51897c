package dev.strata.query.path.web;

import dev.strata.kernel.id.AccountId;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.EntityTags;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.path.PathLookupQueries;
import dev.strata.query.sharing.SharingQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers which node is at a path of the caller's home space. */
@RestController
class PathLookupController {
    private final Nodes nodes;
    private final SharingQueries sharing;
    private final PathLookupQueries paths;

    PathLookupController(Nodes nodes, SharingQueries sharing, PathLookupQueries paths) {
        this.nodes = nodes;
        this.sharing = sharing;
        this.paths = paths;
    }

    @GetMapping("/v1/paths/**")
    Node node(Caller caller, Moment moment, HttpServletRequest request, HttpServletResponse response) {
        List<String> names = RequestedPath.names(request);
        return EntityTags.tagged(nodes.node(() -> find(caller.account(), names, moment)), response);
    }

    private Optional<Node> find(AccountId account, List<String> names, Moment moment) {
        return sharing.home(account)
                .flatMap(home -> paths.find(home.rootFolderId(), names, moment))
                .flatMap(nodeId -> nodes.find(account, nodeId, moment));
    }
}
