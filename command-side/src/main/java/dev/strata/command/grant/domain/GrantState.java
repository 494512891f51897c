package dev.strata.command.grant.domain;

import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What decisions need to know of a grant's own past. */
public sealed interface GrantState {
    record Absent() implements GrantState {}

    /**
     * In force, unless it has run out.
     *
     * @param mayShare whether the grantee may share on
     * @param source the grant that this one came from, if any
     * @param hiddenBy members of the group that do not want to see it
     */
    record Active(
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String role,
            @Nullable Instant expiresAt,
            boolean mayShare,
            @Nullable GrantId source,
            Set<AccountId> hiddenBy)
            implements GrantState {
        private Active hiddenBy(Set<AccountId> members) {
            return new Active(nodeId, spaceId, grantee, role, expiresAt, mayShare, source, Set.copyOf(members));
        }
    }

    /** Terminal: access given again is another grant. */
    record Revoked() implements GrantState {}

    static GrantState initial() {
        return new Absent();
    }

    default GrantState evolve(GrantEvent event) {
        return switch (event) {
            case AccessGranted e ->
                new Active(
                        e.nodeId(),
                        e.spaceId(),
                        e.grantee(),
                        e.role(),
                        e.expiresAt(),
                        Boolean.TRUE.equals(e.mayShare()),
                        e.source(),
                        Set.of());
            case RoleChanged e ->
                new Active(
                        e.nodeId(),
                        e.spaceId(),
                        e.grantee(),
                        e.to(),
                        e.expiresAt(),
                        Boolean.TRUE.equals(e.mayShare()),
                        e.source(),
                        this instanceof Active active ? active.hiddenBy() : Set.of());
            case AccessRevoked _ -> new Revoked();
            case ShareHidden e -> hidden(e, e.member(), true);
            case ShareShown e -> hidden(e, e.member(), false);
        };
    }

    private Active hidden(GrantEvent event, AccountId member, boolean hidden) {
        if (!(this instanceof Active active)) {
            throw new IllegalStateException("corrupt stream: no grant, but " + event.getClass());
        }
        Set<AccountId> after = new HashSet<>(active.hiddenBy());
        if (hidden) {
            after.add(member);
        } else {
            after.remove(member);
        }
        return active.hiddenBy(after);
    }
}
