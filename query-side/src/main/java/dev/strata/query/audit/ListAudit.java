package dev.strata.query.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.page.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what? Each filter that is not null narrows the answer.
 *
 * @param within what the reader may know of
 * @param type the short name of an event, such as {@code FileCreated}
 * @param from the first moment
 * @param to the first moment that is too late
 */
public record ListAudit(
        Scope within,
        @Nullable NodeId node,
        @Nullable AccountId actor,
        @Nullable DeviceId device,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        PageRequest page) {

    /** What a reader may know of. */
    public sealed interface Scope {
        /** Everything, because the reader audits, or the question names a node that the reader owns. */
        record All() implements Scope {}

        /** What the account did, what happened to it, and what happened in its own space. */
        record Own(AccountId account, SpaceId space) implements Scope {}

        /** What happened in a space. */
        record Space(SpaceId space) implements Scope {}

        /** What happened to a node and to whatever has ever been below it. */
        record Tree(NodeId top) implements Scope {}
    }

    /**
     * One event.
     *
     * @param position its place in the log
     * @param version of the aggregate once it had happened
     * @param link the public link through which a stranger did it, on the right of the actor
     * @param detail the event itself
     */
    public record Entry(
            long position,
            String eventId,
            Instant at,
            String type,
            @Nullable AccountId actor,
            @Nullable DeviceId device,
            @Nullable String address,
            @Nullable NodeId node,
            @Nullable SpaceId space,
            long version,
            @Nullable String trace,
            @Nullable LinkId link,
            @JsonRawValue String detail) {}
}
