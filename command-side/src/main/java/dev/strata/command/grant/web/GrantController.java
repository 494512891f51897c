package dev.strata.command.grant.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.GrantAnswer;
import dev.strata.command.grant.Grants;
import dev.strata.command.grant.SharedOn;
import dev.strata.command.grant.domain.GrantCommand.HideShare;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantRefusal;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for grants. Whom a grant is for is an account or a group. */
@RestController
@RequestMapping("/v1/nodes/{nodeId}")
class GrantController {
    private final CommandTransaction transaction;
    private final Grants grants;
    private final SharedOn sharedOn;

    GrantController(CommandTransaction transaction, Grants grants, SharedOn sharedOn) {
        this.transaction = transaction;
        this.grants = grants;
        this.sharedOn = sharedOn;
    }

    record GrantRequest(
            Role role,
            @Nullable Instant expiresAt,
            @Nullable Boolean mayShare) {
        boolean letsShareOn() {
            return Boolean.TRUE.equals(mayShare);
        }
    }

    @PutMapping("/grants/{accountId}")
    ResponseEntity<GrantAnswer> grant(
            Caller caller,
            @PathVariable NodeId nodeId,
            @PathVariable AccountId accountId,
            @RequestBody GrantRequest request) {
        GrantAnswer answer = transaction.run(caller.metadata(), dispatch -> {
            grants.lock(nodeId);
            return sharedOn.<GrantAnswer>send(
                    dispatch,
                    grants.give(
                            nodeId,
                            accountId,
                            caller.account(),
                            request.role(),
                            request.expiresAt(),
                            request.letsShareOn()));
        });
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(answer.version())).body(answer);
    }

    /** Whoever leaves what only his groups were given hides it for himself. */
    @DeleteMapping("/grants/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable NodeId nodeId, @PathVariable AccountId accountId) {
        transaction.run(caller.metadata(), dispatch -> {
            grants.lock(nodeId);
            Optional<GrantId> grant = grants.find(nodeId, accountId);
            if (grant.isPresent()) {
                sharedOn.send(dispatch, new RevokeAccess(grant.get(), caller.account()));
            } else if (accountId.equals(caller.account())) {
                hide(caller, nodeId, true, dispatch, GrantRefusal.GRANT_NOT_FOUND);
            } else {
                throw new CommandRefused(GrantRefusal.GRANT_NOT_FOUND);
            }
            return nodeId;
        });
    }

    /** Takes what the caller's groups were given out of his list and his feed. He may still open it. */
    @PutMapping("/hidden")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hide(Caller caller, @PathVariable NodeId nodeId) {
        setHidden(caller, nodeId, true);
    }

    @DeleteMapping("/hidden")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void show(Caller caller, @PathVariable NodeId nodeId) {
        setHidden(caller, nodeId, false);
    }

    private void setHidden(Caller caller, NodeId nodeId, boolean hidden) {
        transaction.run(caller.metadata(), dispatch -> {
            hide(caller, nodeId, hidden, dispatch, GrantRefusal.NOT_A_GROUP_SHARE);
            return nodeId;
        });
    }

    private void hide(Caller caller, NodeId nodeId, boolean hidden, Dispatch dispatch, GrantRefusal otherwise) {
        List<GrantId> shares = grants.throughGroups(nodeId, caller.account());
        if (shares.isEmpty()) {
            throw new CommandRefused(otherwise);
        }
        shares.forEach(share -> dispatch.send(new HideShare(share, caller.account(), hidden)));
    }
}
