package dev.strata.storage.pack;

import dev.strata.kernel.content.ChunkId;

/**
 * Where a chunk lies in its pack.
 *
 * @param offset of its sealed bytes in the pack
 * @param length of the chunk itself
 */
public record PackEntry(ChunkId id, int offset, int sealedLength, int length, Codec codec) {}
