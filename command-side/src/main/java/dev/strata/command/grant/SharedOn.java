package dev.strata.command.grant;

import dev.strata.command.grant.Grants.Given;
import dev.strata.command.grant.domain.GrantCommand;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.grant.domain.GrantCommand.FollowSource;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends commands to grants, and has what was shared on from a grant follow it in the same transaction: what came from it
 * ends with it, and never gives more than it. How much that can be is limited when it is shared on.
 */
@Component
public class SharedOn {
    private static final String RULE = "source ended";

    private final Grants grants;

    SharedOn(Grants grants) {
        this.grants = grants;
    }

    /** The answer of the command itself. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // see Dispatch
    public <R> R send(Dispatch dispatch, GrantCommand command) {
        R answer = dispatch.send(command);
        follow(dispatch, command.grantId(), command.by());
        return answer;
    }

    private void follow(Dispatch dispatch, GrantId source, AccountId by) {
        Optional<Given> above = grants.given(source).filter(Given::isShareable);
        for (Given shared : grants.sharedOn(source)) {
            dispatch.send(above.<GrantCommand>map(
                            given -> new FollowSource(shared.grantId(), by, given.role(), given.expiresAt()))
                    .orElseGet(() -> new EndAccess(shared.grantId(), by, RULE)));
            follow(dispatch, shared.grantId(), by);
        }
    }
}
