package dev.strata.command.retention.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.HoldReason;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.LiftHold;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.retention.RetentionPolicies;
import dev.strata.command.retention.RetentionPolicies.InForce;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.Retention;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into rules of retention and legal holds. A space's own rule is that of its root folder. */
@RestController
@RequestMapping("/v1/nodes/{id}")
class RetentionController {
    private static final int DAYS_MAX = 36_500;
    private static final int VERSIONS_MAX = 1_000_000;

    private final CommandTransaction transaction;
    private final RetentionPolicies policies;
    private final Tree tree;

    RetentionController(CommandTransaction transaction, RetentionPolicies policies, Tree tree) {
        this.transaction = transaction;
        this.policies = policies;
        this.tree = tree;
    }

    record RetentionRequest(
            @Nullable Integer trashDays,
            @Nullable Integer keepVersions,
            @Nullable Integer keepDays,
            @Nullable Boolean thin) {
        RetentionRequest {
            check("trashDays", trashDays, 0, DAYS_MAX);
            check("keepVersions", keepVersions, 1, VERSIONS_MAX);
            check("keepDays", keepDays, 0, DAYS_MAX);
        }

        private static void check(String what, @Nullable Integer value, int min, int max) {
            if (value != null && (value < min || value > max)) {
                throw new IllegalArgumentException("%s: %d to %d, not %d".formatted(what, min, max, value));
            }
        }

        Retention retention() {
            return new Retention(trashDays, keepVersions, keepDays, Boolean.TRUE.equals(thin));
        }
    }

    record HoldRequest(HoldReason reason) {}

    @GetMapping("/retention")
    InForce inForce(Caller caller, @PathVariable NodeId id) {
        if (tree.find(id, caller.account())
                .filter(place -> place.role() != null)
                .isEmpty()) {
            throw new CommandRefused(NodeRefusal.NODE_NOT_FOUND);
        }
        return policies.inForce(id);
    }

    @PutMapping("/retention")
    ResponseEntity<NodeAnswer> set(Caller caller, @PathVariable NodeId id, @RequestBody RetentionRequest request) {
        return send(caller, new SetRetention(id, caller.account(), request.retention()));
    }

    @DeleteMapping("/retention")
    ResponseEntity<NodeAnswer> clear(Caller caller, @PathVariable NodeId id) {
        return send(caller, new SetRetention(id, caller.account(), null));
    }

    @PutMapping("/hold")
    ResponseEntity<NodeAnswer> hold(Caller caller, @PathVariable NodeId id, @RequestBody HoldRequest request) {
        return send(caller, new PlaceHold(id, caller.account(), request.reason().value()));
    }

    @DeleteMapping("/hold")
    ResponseEntity<NodeAnswer> lift(Caller caller, @PathVariable NodeId id) {
        return send(caller, new LiftHold(id, caller.account()));
    }

    private ResponseEntity<NodeAnswer> send(Caller caller, NodeCommand command) {
        NodeAnswer node = transaction.run(caller.metadata(), dispatch -> dispatch.<NodeAnswer>send(command));
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(node.version())).body(node);
    }
}
