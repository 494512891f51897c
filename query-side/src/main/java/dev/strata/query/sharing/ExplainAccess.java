package dev.strata.query.sharing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why may this account open this node? */
public record ExplainAccess(NodeId nodeId, AccountId accountId, Moment moment) {

    /**
     * The answer.
     *
     * @param role what the account may do; null if it may not see the node
     * @param own whether the node lies in the account's own space, which needs no grant
     * @param grants all that count, from the node up; the highest role among them is the one that holds
     */
    public record Explanation(
            AccountId accountId,
            String login,
            @Nullable String displayName,
            @Nullable Role role,
            boolean own,
            List<Reason> grants) {}

    /**
     * A grant on the node or on a folder above it.
     *
     * @param name of the node that was granted; empty for the root of a space
     * @param groupId the group that it was granted to, and that the account is in; null if the account itself was
     * @param groupName what that group is called now; null if it is no more
     * @param source the grant that it was shared on from
     */
    public record Reason(
            GrantId grantId,
            NodeId nodeId,
            String name,
            Role role,
            @Nullable Instant expiresAt,
            Instant grantedAt,
            @Nullable AccountId grantedBy,
            @Nullable GroupId groupId,
            @Nullable String groupName,
            @Nullable GrantId source,
            long version) {}
}
