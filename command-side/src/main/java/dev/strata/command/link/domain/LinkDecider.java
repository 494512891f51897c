package dev.strata.command.link.domain;

import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.link.domain.LinkCommand.ChangeLink;
import dev.strata.command.link.domain.LinkCommand.CreateLink;
import dev.strata.command.link.domain.LinkCommand.NewPassword;
import dev.strata.command.link.domain.LinkCommand.NoteOpened;
import dev.strata.command.link.domain.LinkCommand.NoteUsedUp;
import dev.strata.command.link.domain.LinkCommand.RevokeLink;
import dev.strata.command.link.domain.LinkState.Absent;
import dev.strata.command.link.domain.LinkState.Active;
import dev.strata.command.link.domain.LinkState.Revoked;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkChanged;
import dev.strata.kernel.link.LinkEvent.LinkCreated;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of a link's life. Total and pure. Who may use it is decided at each use, from what is true then. */
public final class LinkDecider {
    public static final int LINKS_MAX = 100;

    private LinkDecider() {}

    /**
     * Decides one command.
     *
     * @param here where the node is and what the asker may do there; null if the node is nowhere
     */
    public static Decision<LinkEvent> decide(LinkCommand command, LinkState state, @Nullable Place here, Instant now) {
        return switch (command) {
            case CreateLink c -> create(c, state, here, now);
            case ChangeLink c -> onActive(state, active -> change(c, active, here, now));
            case NoteOpened c ->
                onActive(
                        state,
                        link -> link.opened()
                                ? unchanged()
                                : accept(new LinkOpened(c.linkId(), link.nodeId(), link.spaceId(), link.maker())));
            case NoteUsedUp c -> onActive(state, link -> usedUp(c, link));
            case RevokeLink c -> onActive(state, active -> revoke(c, active, here));
        };
    }

    private static Decision<LinkEvent> create(CreateLink c, LinkState state, @Nullable Place here, Instant now) {
        if (!(state instanceof Absent)) {
            return refuse(LinkRefusal.LINK_EXISTS);
        }
        LinkRefusal no = notToShare(here, c.terms(), now).orElse(null);
        if (no != null || here == null) {
            return refuse(no == null ? LinkRefusal.NODE_NOT_FOUND : no);
        }
        if (here.trashed() || here.trashedAbove()) {
            return refuse(LinkRefusal.NODE_TRASHED);
        }
        if (c.others() >= LINKS_MAX) {
            return refuse(LinkRefusal.TOO_MANY_LINKS);
        }
        return accept(new LinkCreated(
                c.linkId(),
                c.nodeId(),
                here.spaceId(),
                c.by(),
                c.terms().role().text(),
                c.terms().uploadOnly(),
                c.passwordHash() != null,
                c.terms().expiresAt(),
                c.terms().maxDownloads()));
    }

    private static Decision<LinkEvent> change(ChangeLink c, Active link, @Nullable Place here, Instant now) {
        LinkRefusal no = notToShare(here, c.terms(), now).orElse(null);
        if (no != null) {
            return refuse(no == LinkRefusal.NODE_NOT_FOUND ? LinkRefusal.LINK_NOT_FOUND : no);
        }
        NewPassword password = c.password();
        if (password == null && c.terms().equals(link.terms())) {
            return unchanged();
        }
        return accept(new LinkChanged(
                c.linkId(),
                link.nodeId(),
                link.spaceId(),
                link.maker(),
                c.terms().role().text(),
                c.terms().uploadOnly(),
                password == null ? link.passwordNeeded() : password.hash() != null,
                c.terms().expiresAt(),
                c.terms().maxDownloads()));
    }

    private static Optional<LinkRefusal> notToShare(@Nullable Place here, LinkTerms terms, Instant now) {
        if (here == null || here.role() == null) {
            return Optional.of(LinkRefusal.NODE_NOT_FOUND);
        }
        if (here.role() != Role.OWNER) {
            return Optional.of(LinkRefusal.FORBIDDEN);
        }
        if (terms.uploadOnly() && here.kind() != NodeKind.FOLDER) {
            return Optional.of(LinkRefusal.LINK_NEEDS_FOLDER);
        }
        return terms.hasEndedAt(now) ? Optional.of(LinkRefusal.LINK_ENDED) : Optional.empty();
    }

    /** A limit that was raised can be reached again. */
    private static Decision<LinkEvent> usedUp(NoteUsedUp c, Active link) {
        return c.downloads() <= link.usedUpAt()
                ? unchanged()
                : accept(new LinkUsedUp(c.linkId(), link.nodeId(), link.spaceId(), link.maker(), c.downloads()));
    }

    /** Whoever made it can always end it, wherever the node is by now. */
    private static Decision<LinkEvent> revoke(RevokeLink c, Active link, @Nullable Place here) {
        Role role = here == null ? null : here.role();
        if (role != Role.OWNER && !link.maker().equals(c.by())) {
            return refuse(role == null ? LinkRefusal.LINK_NOT_FOUND : LinkRefusal.FORBIDDEN);
        }
        return accept(new LinkRevoked(c.linkId(), link.nodeId(), link.spaceId(), link.maker()));
    }

    private static Decision<LinkEvent> onActive(LinkState state, Function<Active, Decision<LinkEvent>> rule) {
        return switch (state) {
            case Active active -> rule.apply(active);
            case Absent _, Revoked _ -> refuse(LinkRefusal.LINK_NOT_FOUND);
        };
    }
}
