package dev.strata.query.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a projection has put aside.
 *
 * @param stream the aggregate that it happened to
 * @param cause why the projection could not take it; null if it only waits behind an earlier event of its stream
 */
public record DeadLetter(
        long id,
        String projection,
        String stream,
        long sequenceNumber,
        long position,
        String type,
        @Nullable String cause,
        Instant parkedAt) {}
