package dev.strata.query.usage;

import dev.strata.kernel.id.NodeId;

/**
 * How much a node and what is below it take, in bytes as they would be downloaded.
 *
 * @param own the newest versions of the files directly in it, or its own
 * @param subtree the newest versions of all files below it
 * @param versions the older versions of the same files
 * @param trash all versions of what is in the trash below it; only the owner's business
 * @param files how many are below it, not in the trash
 */
public record Usage(NodeId nodeId, long own, long subtree, long versions, long trash, long files, long folders) {}
