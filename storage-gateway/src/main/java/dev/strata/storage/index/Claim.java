package dev.strata.storage.index;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import java.util.List;

/** Chunks of a pack that a space has brought. */
public record Claim(SpaceId space, List<ChunkId> chunks) {}
