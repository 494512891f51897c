package dev.strata.kernel.link;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the command side answers to a {@link LinkQuestion}: yes, for a moment, on the right of the link's maker.
 *
 * @param locked whether a password is needed that was not given: then nothing but that may be told
 * @param top the node that the link was made for
 * @param nodeId the one that was asked for: the top, or below it
 * @param role viewer or editor
 */
public record LinkAdmission(
        LinkId linkId,
        boolean locked,
        boolean passwordNeeded,
        AccountId maker,
        SpaceId spaceId,
        NodeId top,
        NodeId nodeId,
        String role,
        boolean uploadOnly,
        @Nullable Instant expiresAt) {}
