package dev.strata.command.node.web;

import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.Description;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.command.node.domain.Tag;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for what a node has besides place and content. */
@RestController
@RequestMapping("/v1/nodes/{id}")
class AttributeController {
    private final CommandTransaction transaction;
    private final Leases leases;

    AttributeController(CommandTransaction transaction, Leases leases) {
        this.transaction = transaction;
        this.leases = leases;
    }

    record DescriptionRequest(@Nullable Description description) {}

    record ModifiedTimeRequest(Instant modifiedAt) {}

    record LockRequest(@Nullable Integer seconds) {}

    @PutMapping("/tags/{tag}")
    ResponseEntity<NodeAnswer> tag(Caller caller, @PathVariable NodeId id, @PathVariable Tag tag) {
        return send(caller, new TagNode(id, caller.account(), tag));
    }

    @DeleteMapping("/tags/{tag}")
    ResponseEntity<NodeAnswer> untag(Caller caller, @PathVariable NodeId id, @PathVariable Tag tag) {
        return send(caller, new UntagNode(id, caller.account(), tag));
    }

    @PutMapping("/description")
    ResponseEntity<NodeAnswer> describe(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody DescriptionRequest request) {
        return send(
                caller, new DescribeNode(id, caller.account(), request.description(), ExpectedVersion.parse(ifMatch)));
    }

    @PutMapping("/modified-time")
    ResponseEntity<NodeAnswer> setModifiedTime(
            Caller caller,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ModifiedTimeRequest request) {
        return send(
                caller,
                new SetModifiedTime(id, caller.account(), request.modifiedAt(), ExpectedVersion.parse(ifMatch)));
    }

    @PutMapping("/lock")
    ResponseEntity<NodeAnswer> lock(
            Caller caller, @PathVariable NodeId id, @RequestBody(required = false) @Nullable LockRequest request) {
        Integer seconds = request == null ? null : request.seconds();
        return send(caller, new LockNode(id, caller.account(), leases.end(seconds)));
    }

    @DeleteMapping("/lock")
    ResponseEntity<NodeAnswer> unlock(
            Caller caller,
            @PathVariable NodeId id,
            @RequestParam(name = "break", defaultValue = "false") boolean breaking) {
        return send(caller, new UnlockNode(id, caller.account(), breaking));
    }

    private ResponseEntity<NodeAnswer> send(Caller caller, NodeCommand command) {
        return NodeResponses.ok(transaction.run(caller.metadata(), dispatch -> dispatch.<NodeAnswer>send(command)));
    }
}
