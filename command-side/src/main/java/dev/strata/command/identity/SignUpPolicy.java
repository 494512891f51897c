package dev.strata.command.identity;

import dev.strata.platform.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Who may open an account: everybody, whoever is invited, or nobody ({@code strata.sign-up}). */
@Component
public class SignUpPolicy {
    private enum Policy {
        OPEN,
        INVITED,
        CLOSED
    }

    private final Invitations invitations;
    private final Policy policy;

    SignUpPolicy(Invitations invitations, @Value("${strata.sign-up:closed}") String policy) {
        this.invitations = invitations;
        this.policy = Arrays.stream(Policy.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(policy))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("strata.sign-up is open, invited or closed, not " + policy));
    }

    /** Before anything is computed for somebody who may not. */
    public void check(@Nullable String invitation) {
        if (policy == Policy.CLOSED) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "sign-up-closed", "Accounts are opened by the administrator of this server.");
        }
        if (policy == Policy.INVITED && invitation == null) {
            invitations.redeem(null);
        }
    }

    /** In the transaction that opens the account. */
    public void admit(@Nullable String invitation) {
        if (policy == Policy.INVITED) {
            invitations.redeem(invitation);
        }
    }
}
