package dev.strata.query.sharing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strata.kernel.id.AccountId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which nodes have others granted this account? */
public record ListSharedWithMe(AccountId account, Moment moment, PageRequest page) {

    /**
     * A node of somebody else.
     *
     * @param owner of the space that the node is in
     * @param groupName of the group that it was shared with; null if it was the account itself
     */
    public record Entry(
            @JsonUnwrapped Node node,
            @Nullable Person owner,
            Instant sharedAt,
            @Nullable AccountId sharedBy,
            @Nullable Instant expiresAt,
            @Nullable String groupName) {}
}
