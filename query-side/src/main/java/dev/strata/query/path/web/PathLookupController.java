package dev.strata.query.path.web;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.EntityTags;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.path.PathLookupQueries;
import dev.strata.query.sharing.Home;
import dev.strata.query.sharing.SharingQueries;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which node is at a path of the caller's home space, or of a folder that he may read. */
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
    Node node(
            Caller caller,
            Moment moment,
            @Parameter(description = "The folder that the path begins at; the caller's home if it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    NodeId in,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<String> names = RequestedPath.names(request);
        if (in != null) {
            nodes.folder(caller, in, moment);
        }
        return EntityTags.tagged(nodes.node(() -> find(caller.account(), in, names, moment)), response);
    }

    private Optional<Node> find(AccountId account, @Nullable NodeId in, List<String> names, Moment moment) {
        return start(account, in)
                .flatMap(folder -> paths.find(folder, names, moment))
                .flatMap(nodeId -> nodes.find(account, nodeId, moment));
    }

    private Optional<NodeId> start(AccountId account, @Nullable NodeId in) {
        return in == null ? sharing.home(account).map(Home::rootFolderId) : Optional.of(in);
    }
}
