package dev.strata.storage.download;

import dev.strata.kernel.content.ManifestEntry;

/**
 * The part of one chunk that belongs to a range.
 *
 * @param range the number of the range, from 0
 */
record Slice(int range, ManifestEntry entry, int from, int until) {}
