package dev.strata.query.comment;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a node.
 *
 * @param login of the author; null if he is no more
 * @param editedAt when it got these words; null if it always had them
 */
public record Comment(
        CommentId commentId,
        NodeId nodeId,
        AccountId author,
        @Nullable String login,
        @Nullable String displayName,
        String text,
        List<AccountId> mentions,
        Instant createdAt,
        @Nullable Instant editedAt,
        long version) {}
