package dev.strata.sync.feed;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the feed.
 *
 * @param from the cursor that it was read from; null for the first page of a snapshot
 * @param to the cursor to go on from; to be stored together with what the records did
 * @param hasMore true if there is more to read at once
 */
public record Page(@Nullable String from, String to, boolean hasMore, UUID epoch, List<Change> records) {}
