package dev.strata.storage.index;

import dev.strata.storage.pack.PackEntry;
import java.util.UUID;

/**
 * Where a chunk is to be read.
 *
 * @param store the name of the store that has the pack
 */
public record Location(PackEntry entry, UUID pack, UUID keyId, String store) {}
