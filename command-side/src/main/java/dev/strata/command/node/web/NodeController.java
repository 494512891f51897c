package dev.strata.command.node.web;

import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for nodes of either kind. */
@RestController
@RequestMapping("/v1/nodes/{id}")
class NodeController {
    private static final String REQUESTED = "requested";

    private final CommandTransaction transaction;

    NodeController(CommandTransaction transaction) {
        this.transaction = transaction;
    }

    record RenameRequest(NodeName name) {}

    record MoveRequest(NodeId parentId, @Nullable NodeName name) {}

    record UntrashRequest(
            @Nullable NodeId parentId, @Nullable NodeName name) {}

    @PutMapping("/name")
    ResponseEntity<NodeAnswer> rename(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody RenameRequest request) {
        return send(caller, new RenameNode(id, caller.account(), request.name(), ExpectedVersion.parse(ifMatch)));
    }

    @PutMapping("/parent")
    ResponseEntity<NodeAnswer> move(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody MoveRequest request) {
        return send(
                caller,
                new MoveNode(id, caller.account(), request.parentId(), request.name(), ExpectedVersion.parse(ifMatch)));
    }

    @PutMapping("/trash")
    ResponseEntity<NodeAnswer> trash(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return send(caller, new TrashNode(id, caller.account(), ExpectedVersion.parse(ifMatch)));
    }

    @DeleteMapping("/trash")
    ResponseEntity<NodeAnswer> untrash(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable UntrashRequest request) {
        UntrashRequest where = request == null ? new UntrashRequest(null, null) : request;
        return send(
                caller,
                new UntrashNode(id, caller.account(), where.parentId(), where.name(), ExpectedVersion.parse(ifMatch)));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void purge(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        PurgeNode command = new PurgeNode(id, caller.account(), REQUESTED, ExpectedVersion.parse(ifMatch));
        transaction.run(caller.metadata(), dispatch -> {
            dispatch.send(command);
            return command;
        });
    }

    private ResponseEntity<NodeAnswer> send(Caller caller, NodeCommand command) {
        return NodeResponses.ok(transaction.run(caller.metadata(), dispatch -> dispatch.<NodeAnswer>send(command)));
    }
}
