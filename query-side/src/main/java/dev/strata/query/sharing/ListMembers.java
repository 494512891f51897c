package dev.strata.query.sharing;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who has been granted this node itself? */
public record ListMembers(NodeId nodeId, Moment moment, PageRequest page) {

    /**
     * A grant that has not ended, with the names of whom it is for.
     *
     * @param accountId that of a group, if it is for one
     * @param source the grant that it was shared on from, and ends with
     */
    public record Member(
            GrantId grantId,
            NodeId nodeId,
            AccountId accountId,
            @Nullable String login,
            @Nullable String displayName,
            @Nullable String groupName,
            Role role,
            @Nullable Instant expiresAt,
            Instant grantedAt,
            @Nullable AccountId grantedBy,
            boolean mayShare,
            @Nullable GrantId source,
            long version) {}
}
