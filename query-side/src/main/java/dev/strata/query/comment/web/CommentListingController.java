package dev.strata.query.comment.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.comment.Comment;
import dev.strata.query.comment.CommentQueries;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was said about a node, to whoever may see it. */
@RestController
class CommentListingController {
    private final Nodes nodes;
    private final CommentQueries comments;

    CommentListingController(Nodes nodes, CommentQueries comments) {
        this.nodes = nodes;
        this.comments = comments;
    }

    @GetMapping("/v1/nodes/{nodeId}/comments")
    Page<Comment> comments(
            Caller caller,
            @PathVariable NodeId nodeId,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return comments.list(nodes.node(caller, nodeId, moment).id(), moment, new PageRequest(limit, cursor));
    }
}
