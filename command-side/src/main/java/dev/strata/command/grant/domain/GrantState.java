package dev.strata.command.grant.domain;

import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What decisions need to know of a grant's own past. */
public sealed interface GrantState {
    record Absent() implements GrantState {}

    record Active(
            NodeId nodeId,
            SpaceId spaceId,
            AccountId grantee,
            String role,
            @Nullable Instant expiresAt) implements GrantState {}

    /** Terminal: access given again is another grant. */
    record Revoked() implements GrantState {}

    static GrantState initial() {
        return new Absent();
    }

    default GrantState evolve(GrantEvent event) {
        return switch (event) {
            case AccessGranted e -> new Active(e.nodeId(), e.spaceId(), e.grantee(), e.role(), e.expiresAt());
            case RoleChanged e -> new Active(e.nodeId(), e.spaceId(), e.grantee(), e.to(), e.expiresAt());
            case AccessRevoked _ -> new Revoked();
        };
    }
}
