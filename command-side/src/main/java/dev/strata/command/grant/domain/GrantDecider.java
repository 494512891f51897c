package dev.strata.command.grant.domain;

import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.grant.domain.GrantCommand.FollowSource;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.HideShare;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.grant.domain.GrantState.Absent;
import dev.strata.command.grant.domain.GrantState.Active;
import dev.strata.command.grant.domain.GrantState.Revoked;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.refusal.Decision;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of a grant's life. Total and pure. */
public final class GrantDecider {
    private GrantDecider() {}

    public static Decision<GrantEvent> decide(GrantCommand command, GrantState state, Circumstances now) {
        return switch (command) {
            case GrantAccess c -> grant(c, state, now);
            case ChangeRole c -> onActive(state, active -> change(c, active, now));
            case RevokeAccess c -> onActive(state, active -> revoke(c, active, now));
            case HideShare c -> onActive(state, active -> hide(c, active, now));
            case FollowSource c -> onActive(state, active -> follow(c, active));
            case EndAccess c -> onActive(state, active -> accept(revoked(c.grantId(), active, c.rule())));
        };
    }

    private static Decision<GrantEvent> grant(GrantAccess c, GrantState state, Circumstances now) {
        Place here = now.here();
        if (!(state instanceof Absent)) {
            return refuse(GrantRefusal.GRANT_EXISTS);
        }
        if (here == null || here.role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (now.authority() instanceof Authority.None) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        if (here.trashed() || here.trashedAbove()) {
            return refuse(GrantRefusal.NODE_TRASHED);
        }
        return switch (now.grantee()) {
            case UNKNOWN -> refuse(GrantRefusal.ACCOUNT_NOT_FOUND);
            case SPACE_OWNER -> refuse(GrantRefusal.ALREADY_OWNER);
            case OTHER_ACCOUNT ->
                bounded(
                        now,
                        c.role(),
                        c.expiresAt(),
                        c.mayShare(),
                        (source, end) -> new AccessGranted(
                                c.grantId(),
                                c.nodeId(),
                                here.spaceId(),
                                c.grantee(),
                                c.role().text(),
                                end,
                                c.mayShare() ? true : null,
                                source));
        };
    }

    private static Decision<GrantEvent> change(ChangeRole c, Active active, Circumstances now) {
        if (now.here() == null || now.here().role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (!decidesOn(active, now.authority())) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        Decision<GrantEvent> decision = bounded(
                now,
                c.role(),
                c.expiresAt(),
                c.mayShare(),
                (source, end) -> changed(c.grantId(), active, c.role(), end, c.mayShare(), source));
        return decision.equals(accept(changed(
                        c.grantId(),
                        active,
                        Role.of(active.role()),
                        active.expiresAt(),
                        active.mayShare(),
                        active.source())))
                ? unchanged()
                : decision;
    }

    /** An event that gives no more than its giver has. */
    private static Decision<GrantEvent> bounded(
            Circumstances now,
            Role role,
            @Nullable Instant expiresAt,
            boolean mayShare,
            BiFunction<@Nullable GrantId, @Nullable Instant, GrantEvent> event) {
        if (mayShare && !role.includes(Role.EDITOR)) {
            return refuse(GrantRefusal.MAY_NOT_SHARE_ON);
        }
        return switch (now.authority()) {
            case Authority.Owner _ -> accept(event.apply(null, expiresAt));
            case Authority.None _ -> refuse(GrantRefusal.FORBIDDEN);
            case Authority.Lent lent -> {
                if (!lent.role().includes(role) || lent.outlives(expiresAt)) {
                    yield refuse(GrantRefusal.EXCEEDS_OWN_ACCESS);
                }
                if (mayShare && lent.role() != Role.OWNER) {
                    yield refuse(GrantRefusal.MAY_NOT_SHARE_ON);
                }
                yield now.sharedOn() >= now.sharedOnMax()
                        ? refuse(GrantRefusal.TOO_MANY_SHARES)
                        : accept(event.apply(lent.source(), lent.limit(expiresAt)));
            }
        };
    }

    /** Whoever shared on decides on what came of it, and on nothing else. */
    private static boolean decidesOn(Active active, Authority authority) {
        return switch (authority) {
            case Authority.Owner _ -> true;
            case Authority.Lent lent -> lent.source().equals(active.source());
            case Authority.None _ -> false;
        };
    }

    /** Whoever was given access may also give it back. */
    private static Decision<GrantEvent> revoke(RevokeAccess c, Active active, Circumstances now) {
        if (now.here() == null || now.here().role() == null) {
            return refuse(GrantRefusal.NODE_NOT_FOUND);
        }
        if (!decidesOn(active, now.authority()) && !active.grantee().equals(c.by())) {
            return refuse(GrantRefusal.FORBIDDEN);
        }
        return accept(revoked(c.grantId(), active, null));
    }

    private static Decision<GrantEvent> hide(HideShare c, Active active, Circumstances now) {
        if (!now.member()) {
            return refuse(GrantRefusal.NOT_A_GROUP_SHARE);
        }
        if (active.hiddenBy().contains(c.by()) == c.hidden()) {
            return unchanged();
        }
        return accept(
                c.hidden()
                        ? new ShareHidden(c.grantId(), active.nodeId(), active.spaceId(), active.grantee(), c.by())
                        : new ShareShown(c.grantId(), active.nodeId(), active.spaceId(), active.grantee(), c.by()));
    }

    private static Decision<GrantEvent> follow(FollowSource c, Active active) {
        Role role = Role.of(active.role());
        Role lower = c.role().includes(role) ? role : c.role();
        Instant own = active.expiresAt();
        Instant source = c.expiresAt();
        Instant sooner = own == null || (source != null && source.isBefore(own)) ? source : own;
        boolean mayShare = active.mayShare() && c.role() == Role.OWNER;
        boolean same = lower == role && Objects.equals(own, sooner) && mayShare == active.mayShare();
        return same ? unchanged() : accept(changed(c.grantId(), active, lower, sooner, mayShare, active.source()));
    }

    private static GrantEvent changed(
            GrantId grant,
            Active active,
            Role to,
            @Nullable Instant expiresAt,
            boolean mayShare,
            @Nullable GrantId source) {
        return new RoleChanged(
                grant,
                active.nodeId(),
                active.spaceId(),
                active.grantee(),
                active.role(),
                to.text(),
                expiresAt,
                mayShare ? true : null,
                source);
    }

    private static GrantEvent revoked(GrantId grant, Active active, @Nullable String rule) {
        return new AccessRevoked(grant, active.nodeId(), active.spaceId(), active.grantee(), rule);
    }

    private static Decision<GrantEvent> onActive(GrantState state, Function<Active, Decision<GrantEvent>> rule) {
        return switch (state) {
            case Active active -> rule.apply(active);
            case Absent _, Revoked _ -> refuse(GrantRefusal.GRANT_NOT_FOUND);
        };
    }
}
