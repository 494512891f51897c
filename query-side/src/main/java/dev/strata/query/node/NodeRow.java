package dev.strata.query.node;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A node as it is now: a row of {@code query.node}. */
record NodeRow(Identity identity, Place place, State state) {
    /** What never changes. */
    record Identity(UUID nodeId, UUID spaceId, long number, String kind, OffsetDateTime createdAt) {}
}
