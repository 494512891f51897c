package dev.strata.kernel.link;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can have happened to a link: a role on a node, and on all below it, for whoever has an address. Storage format;
 * neither the address nor a password is ever in it.
 */
public sealed interface LinkEvent {
    LinkId linkId();

    NodeId nodeId();

    SpaceId spaceId();

    /** On whose right the link opens the node. */
    AccountId maker();

    /** @param uploadOnly whether files can be put there and nothing can be seen */
    @SuppressWarnings("MissingSummary")
    record LinkCreated(
            LinkId linkId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId maker,
            String role,
            Boolean uploadOnly,
            Boolean passwordNeeded,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads)
            implements LinkEvent {}

    /** Another password is a change as well, of which nobody can see more than that. */
    record LinkChanged(
            LinkId linkId,
            NodeId nodeId,
            SpaceId spaceId,
            AccountId maker,
            String role,
            Boolean uploadOnly,
            Boolean passwordNeeded,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads)
            implements LinkEvent {}

    /** Somebody used the link for the first time. */
    record LinkOpened(LinkId linkId, NodeId nodeId, SpaceId spaceId, AccountId maker) implements LinkEvent {}

    /** The last of the downloads that it was made for was taken. */
    record LinkUsedUp(LinkId linkId, NodeId nodeId, SpaceId spaceId, AccountId maker, Integer downloads)
            implements LinkEvent {}

    record LinkRevoked(LinkId linkId, NodeId nodeId, SpaceId spaceId, AccountId maker) implements LinkEvent {}
}
