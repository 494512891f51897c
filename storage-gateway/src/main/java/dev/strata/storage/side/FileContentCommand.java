package dev.strata.storage.side;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives stored content its place in the tree: a new file, or a new version of one.
 *
 * @param parentId and {@code name}: where a new file goes; null for a version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileContentCommand(
        @Nullable NodeId parentId,
        @Nullable String name,
        String receipt,
        @Nullable Instant modifiedAt,
        @Nullable String conflict) {}
