package dev.strata.kernel.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can have happened to a grant: a role on a node, and on all below it, for an account, or for a group, whose id then
 * is that of the grantee. Storage format.
 */
public sealed interface GrantEvent {
    GrantId grantId();

    NodeId nodeId();

    SpaceId spaceId();

    AccountId grantee();

    /**
     * Access was given.
     *
     * @param mayShare whether the grantee may share on; null for no
     * @param source the grant by which whoever gave access could; null for an owner's, which needs none
     */
    record AccessGranted(
            GrantId grantId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String role,
            @Nullable Instant expiresAt,

            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayShare,

            @JsonInclude(Include.NON_NULL) @Nullable GrantId source)
            implements GrantEvent {

        public AccessGranted(
                GrantId grantId,
                NodeId nodeId,
                SpaceId spaceId,
                AccountId grantee,
                String role,
                @Nullable Instant expiresAt) {
            this(grantId, nodeId, spaceId, grantee, role, expiresAt, null, null);
        }
    }

    /** What the grant gives was changed; {@code mayShare} and {@code source} are what they are now. */
    record RoleChanged(
            GrantId grantId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String from,
            String to,
            @Nullable Instant expiresAt,

            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayShare,

            @JsonInclude(Include.NON_NULL) @Nullable GrantId source)
            implements GrantEvent {

        public RoleChanged(
                GrantId grantId,
                NodeId nodeId,
                SpaceId spaceId,
                AccountId grantee,
                String from,
                String to,
                @Nullable Instant expiresAt) {
            this(grantId, nodeId, spaceId, grantee, from, to, expiresAt, null, null);
        }
    }

    /**
     * Access ended.
     *
     * @param rule by which it ended by itself; null if somebody took it, or gave it back
     */
    record AccessRevoked(
            GrantId grantId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,

            @JsonInclude(Include.NON_NULL) @Nullable String rule)
            implements GrantEvent {

        public AccessRevoked(GrantId grantId, NodeId nodeId, SpaceId spaceId, AccountId grantee) {
            this(grantId, nodeId, spaceId, grantee, null);
        }
    }

    /** A member of the group wants to see nothing of what the group was given here. */
    record ShareHidden(GrantId grantId, NodeId nodeId, SpaceId spaceId, AccountId grantee, AccountId member)
            implements GrantEvent {}

    /** And wants to see it again. */
    record ShareShown(GrantId grantId, NodeId nodeId, SpaceId spaceId, AccountId grantee, AccountId member)
            implements GrantEvent {}
}
