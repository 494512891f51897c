package dev.strata.command.grant.domain;

import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantState.Absent;
import dev.strata.command.grant.domain.GrantState.Active;
import dev.strata.command.grant.domain.GrantState.Revoked;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.refusal.Decision;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of a grant's life. Total and pure. */
public final class GrantDecider {
    private GrantDecider() {}

    /**
     * Decides one command.
     *
     * @param here where the node is and what the asker may do there; null if the node is nowhere
     * @param grantee what is known of whoever is to be given access; only looked at when access is granted
     */
    public static Decision<GrantEvent> decide(
            GrantCommand command, GrantState state, @Nullable Place here, Grantee grantee) {
        return switch (command) {
            case GrantAccess c -> grant(c, state, here, grantee);
            case ChangeRole c -> onActive(state, active -> change(c, active, here));
            case RevokeAccess c -> onActive(state, active -> revoke(c, active, here));
        };
    }

    private static Decision<GrantEvent> grant(GrantAccess c, GrantState state, @Nullable Place here, Grantee grantee) {
        if (!(state instanceof Absent)) {
            return refuse(GrantRefusal.GRANT_EXISTS);
        }
        if (here == null || here.role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (!owns(here)) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        if (here.trashed() || here.trashedAbove()) {
            return refuse(GrantRefusal.NODE_TRASHED);
        }
        return switch (grantee) {
            case UNKNOWN -> refuse(GrantRefusal.ACCOUNT_NOT_FOUND);
            case SPACE_OWNER -> refuse(GrantRefusal.ALREADY_OWNER);
            case OTHER_ACCOUNT ->
                accept(new AccessGranted(
                        c.grantId(),
                        c.nodeId(),
                        here.spaceId(),
                        c.grantee(),
                        c.role().text(),
                        c.expiresAt()));
        };
    }

    private static Decision<GrantEvent> change(ChangeRole c, Active active, @Nullable Place here) {
        if (here == null || here.role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (!owns(here)) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        if (active.role().equals(c.role().text()) && Objects.equals(active.expiresAt(), c.expiresAt())) {
            return unchanged();
        }
        return accept(new RoleChanged(
                c.grantId(),
                active.nodeId(),
                active.spaceId(),
                active.grantee(),
                active.role(),
                c.role().text(),
                c.expiresAt()));
    }

    /** Whoever was given access may also give it back. */
    private static Decision<GrantEvent> revoke(RevokeAccess c, Active active, @Nullable Place here) {
        if (here == null || here.role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (!owns(here) && !active.grantee().equals(c.by())) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        return accept(new AccessRevoked(c.grantId(), active.nodeId(), active.spaceId(), active.grantee()));
    }

    private static boolean owns(Place here) {
        return here.role() == Role.OWNER;
    }

    private static Decision<GrantEvent> onActive(GrantState state, Function<Active, Decision<GrantEvent>> rule) {
        return switch (state) {
            case Active active -> rule.apply(active);
            case Absent _, Revoked _ -> refuse(GrantRefusal.GRANT_NOT_FOUND);
        };
    }
}
