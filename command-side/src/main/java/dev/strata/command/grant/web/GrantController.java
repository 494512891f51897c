package dev.strata.command.grant.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.GrantAnswer;
import dev.strata.command.grant.Grants;
import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantRefusal;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import java.time.Instant;
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

/** Turns HTTP into commands for grants. */
@RestController
@RequestMapping("/v1/nodes/{nodeId}/grants/{accountId}")
class GrantController {
    private final CommandTransaction transaction;
    private final Grants grants;

    GrantController(CommandTransaction transaction, Grants grants) {
        this.transaction = transaction;
        this.grants = grants;
    }

    record GrantRequest(Role role, @Nullable Instant expiresAt) {}

    @PutMapping
    ResponseEntity<GrantAnswer> grant(
            Caller caller,
            @PathVariable NodeId nodeId,
            @PathVariable AccountId accountId,
            @RequestBody GrantRequest request) {
        GrantAnswer answer = transaction.run(caller.metadata(), dispatch -> {
            grants.lock(nodeId);
            Object command = grants.find(nodeId, accountId)
                    .<Object>map(known -> new ChangeRole(known, caller.account(), request.role(), request.expiresAt()))
                    .orElseGet(() -> new GrantAccess(
                            GrantId.random(),
                            caller.account(),
                            nodeId,
                            accountId,
                            request.role(),
                            request.expiresAt()));
            return dispatch.<GrantAnswer>send(command);
        });
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(answer.version())).body(answer);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable NodeId nodeId, @PathVariable AccountId accountId) {
        transaction.run(caller.metadata(), dispatch -> {
            grants.lock(nodeId);
            GrantId grant =
                    grants.find(nodeId, accountId).orElseThrow(() -> new CommandRefused(GrantRefusal.GRANT_NOT_FOUND));
            dispatch.send(new RevokeAccess(grant, caller.account()));
            return grant;
        });
    }
}
