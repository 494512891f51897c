package dev.strata.query.listing;

import jakarta.servlet.http.HttpServletResponse;

/** Sends a node with its version as {@code ETag}, for {@code If-Match} of the command side. */
public final class EntityTags {
    private EntityTags() {}

    /**
     * Sets the header on the response itself: in a {@code ResponseEntity} Spring would answer 304 to {@code
     * If-None-Match}, and a node's path and role change without its version.
     */
    public static Node tagged(Node node, HttpServletResponse response) {
        response.setHeader("ETag", "\"" + node.version() + "\"");
        return node;
    }
}
