package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;

/**
 * What a large manifest says of one of its leaves.
 *
 * @param id of the chunk that the leaf is stored as
 * @param chunks that it names
 * @param bytes that those have together
 */
public record Leaf(ChunkId id, int chunks, long bytes) {}
