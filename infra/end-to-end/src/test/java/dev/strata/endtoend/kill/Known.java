package dev.strata.endtoend.kill;

import dev.strata.endtoend.http.Answer;
import tools.jackson.databind.JsonNode;

/**
 * What somebody was told of a node, and may rely on.
 *
 * @param sha256 empty for a folder
 */
record Known(String id, String name, long version, String sha256) {

    static Known of(Answer answer) {
        return of(answer.json());
    }

    /** A node as the command side, a listing or the feed describes it. */
    static Known of(JsonNode node) {
        String id = node.has("id")
                ? node.path("id").asString()
                : node.path("nodeId").asString();
        JsonNode sha256 = node.path("sha256");
        return new Known(
                id,
                node.path("name").asString(),
                node.path("version").asLong(),
                sha256.isString() ? sha256.asString() : "");
    }
}
