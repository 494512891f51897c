package dev.strata.command.batch.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A node by its id, or, as {@code #name}, what an earlier command of the same batch has made under that {@code ref}. */
record NodeRef(@JsonValue String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    NodeRef {
        if (!text.startsWith("#")) {
            NodeId.of(text);
        }
    }

    /** The node, if it need not be made first. */
    Optional<NodeId> known() {
        return text.startsWith("#") ? Optional.empty() : Optional.of(NodeId.of(text));
    }

    NodeId in(Map<String, NodeId> made) {
        if (!text.startsWith("#")) {
            return NodeId.of(text);
        }
        @Nullable NodeId node = made.get(text.substring(1));
        if (node == null) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "unknown-reference",
                    "No earlier command of this batch has made a node with the ref " + text.substring(1));
        }
        return node;
    }
}
