package dev.strata.command.node.web;

import dev.strata.command.node.NodeAnswer;
import dev.strata.platform.web.ExpectedVersion;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers of node commands: the node as JSON, its version as ETag. */
final class NodeResponses {
    private NodeResponses() {}

    static ResponseEntity<NodeAnswer> ok(NodeAnswer node) {
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(node.version())).body(node);
    }

    /** 201 for a new version, 200 if the file has that content already. */
    static ResponseEntity<NodeAnswer> added(NodeAnswer node) {
        return node.changed() ? created(node) : ok(node);
    }

    static ResponseEntity<NodeAnswer> created(NodeAnswer node) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/v1/nodes/" + node.id()))
                .eTag(ExpectedVersion.etag(node.version()))
                .body(node);
    }
}
