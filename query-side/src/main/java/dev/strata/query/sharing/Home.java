package dev.strata.query.sharing;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;

/** The space that an account owns. */
public record Home(SpaceId spaceId, NodeId rootFolderId) {}
