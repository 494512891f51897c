package dev.strata.command.link.domain;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkChanged;
import dev.strata.kernel.link.LinkEvent.LinkCreated;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What decisions need to know of a link's own past. */
public sealed interface LinkState {
    record Absent() implements LinkState {}

    record Active(
            NodeId nodeId,
            SpaceId spaceId,
            AccountId maker,
            LinkTerms terms,
            boolean passwordNeeded,
            boolean opened,
            int usedUpAt)
            implements LinkState {
        Active opening() {
            return new Active(nodeId, spaceId, maker, terms, passwordNeeded, true, usedUpAt);
        }

        Active usedUp(int downloads) {
            return new Active(nodeId, spaceId, maker, terms, passwordNeeded, opened, downloads);
        }
    }

    /** Terminal: its address never opens anything again. */
    record Revoked() implements LinkState {}

    static LinkState initial() {
        return new Absent();
    }

    default LinkState evolve(LinkEvent event) {
        return switch (event) {
            case LinkCreated e ->
                new Active(
                        e.nodeId(),
                        e.spaceId(),
                        e.maker(),
                        terms(e.role(), e.uploadOnly(), e.expiresAt(), e.maxDownloads()),
                        e.passwordNeeded(),
                        false,
                        0);
            case LinkChanged e ->
                new Active(
                        e.nodeId(),
                        e.spaceId(),
                        e.maker(),
                        terms(e.role(), e.uploadOnly(), e.expiresAt(), e.maxDownloads()),
                        e.passwordNeeded(),
                        active(event).opened(),
                        active(event).usedUpAt());
            case LinkOpened _ -> active(event).opening();
            case LinkUsedUp e -> active(event).usedUp(e.downloads());
            case LinkRevoked _ -> new Revoked();
        };
    }

    private static LinkTerms terms(
            String role, boolean uploadOnly, @Nullable Instant expiresAt, @Nullable Integer maxDownloads) {
        return new LinkTerms(Role.of(role), uploadOnly, expiresAt, maxDownloads);
    }

    private Active active(LinkEvent event) {
        if (this instanceof Active active) {
            return active;
        }
        throw new IllegalStateException("%s happened to a link that is %s".formatted(event, this));
    }
}
