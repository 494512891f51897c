package dev.strata.query.node;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is.
 *
 * @param since the position of the event that put it there
 */
record Place(
        @Nullable UUID parentId,
        String name,
        @Nullable OffsetDateTime trashedAt,
        @Nullable UUID trashedBy,
        long since) {
    boolean trashed() {
        return trashedAt != null;
    }
}
