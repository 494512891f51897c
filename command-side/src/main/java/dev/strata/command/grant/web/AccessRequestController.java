package dev.strata.command.grant.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.grant.AccessRequest;
import dev.strata.command.grant.AccessRequests;
import dev.strata.command.grant.GrantAnswer;
import dev.strata.command.grant.Grants;
import dev.strata.command.grant.SharedOn;
import dev.strata.command.grant.domain.GrantRefusal;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.account.AccountChange.AccessAsked;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccessRequestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.Trace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asking for access over HTTP, and answering. */
@RestController
class AccessRequestController {
    private static final int MESSAGE_MAX = 500;

    private final AccessRequests requests;
    private final Grants grants;
    private final SharedOn sharedOn;
    private final CommandTransaction transaction;

    AccessRequestController(AccessRequests requests, Grants grants, SharedOn sharedOn, CommandTransaction transaction) {
        this.requests = requests;
        this.grants = grants;
        this.sharedOn = sharedOn;
        this.transaction = transaction;
    }

    record AskRequest(Role role, @Nullable String message) {}

    /** What the owner gives; without a role the one that was asked for. */
    record AnswerRequest(@Nullable Role role, @Nullable Instant expiresAt) {}

    record Requests(List<AccessRequest> items) {}

    /** The same answer whether or not there is such a node; so the event is not in the audit trail of who asks. */
    @PostMapping("/v1/nodes/{nodeId}/access-requests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(Caller caller, @PathVariable NodeId nodeId, @RequestBody AskRequest request) {
        if (request.role() == Role.OWNER) {
            throw invalid("role: nobody asks to be an owner; ask for viewer, commenter or editor");
        }
        String message = request.message();
        if (message != null
                && (message.length() > MESSAGE_MAX || message.chars().anyMatch(Character::isISOControl))) {
            throw invalid("message: up to %d characters, none of them control characters".formatted(MESSAGE_MAX));
        }
        transaction.run(new EventMetadata(null, null, null, Trace.id()), dispatch -> {
            requests.ask(caller.account(), nodeId, request.role(), message)
                    .ifPresent(asked -> dispatch.send(new ChangeAccount(
                            asked.owner(),
                            new AccessAsked(
                                    asked.owner(),
                                    nodeId,
                                    asked.space(),
                                    caller.account(),
                                    request.role().text()))));
            return nodeId;
        });
    }

    @GetMapping("/v1/access-requests")
    Requests requests(Caller caller) {
        return new Requests(requests.forOwner(caller.account()));
    }

    @PutMapping("/v1/access-requests/{id}/grant")
    ResponseEntity<GrantAnswer> grant(
            Caller caller, @PathVariable AccessRequestId id, @RequestBody AnswerRequest answer) {
        GrantAnswer grant = transaction.run(caller.metadata(), dispatch -> {
            AccessRequest asked = requests.forOwner(caller.account(), id).orElseThrow(AccessRequestController::unknown);
            grants.lock(asked.nodeId());
            Role role = answer.role() == null ? asked.role() : answer.role();
            GrantAnswer given = sharedOn.send(
                    dispatch,
                    grants.give(asked.nodeId(), asked.accountId(), caller.account(), role, answer.expiresAt(), false));
            requests.refuse(caller.account(), id);
            return given;
        });
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(grant.version())).body(grant);
    }

    @DeleteMapping("/v1/access-requests/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refuse(Caller caller, @PathVariable AccessRequestId id) {
        if (!requests.refuse(caller.account(), id)) {
            throw unknown();
        }
    }

    private static CommandRefused unknown() {
        return new CommandRefused(GrantRefusal.ACCESS_REQUEST_NOT_FOUND);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", detail);
    }
}
