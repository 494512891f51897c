package dev.strata.command.grant;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A grant as a command leaves it; the body of the answer.
 *
 * @param accountId whose access it is: that of an account or of a group
 * @param source the grant that it was shared on from, and ends with
 */
public record GrantAnswer(
        GrantId grantId,
        NodeId nodeId,
        AccountId accountId,
        String role,
        @Nullable Instant expiresAt,
        boolean mayShare,
        @Nullable GrantId source,
        long version) {}
