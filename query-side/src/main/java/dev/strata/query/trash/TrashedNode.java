package dev.strata.query.trash;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strata.kernel.id.AccountId;
import dev.strata.query.listing.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node that somebody put into the trash; its path is where it was. */
public record TrashedNode(
        @JsonUnwrapped Node node,
        Instant trashedAt,
        @Nullable AccountId trashedBy) {}
