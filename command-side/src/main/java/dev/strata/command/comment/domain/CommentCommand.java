package dev.strata.command.comment.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import java.util.List;

/** What can be asked of a comment; {@code by} is who asks. */
public sealed interface CommentCommand {
    CommentId commentId();

    NodeId nodeId();

    AccountId by();

    /** @param mentions those of the named who may see the node */
    @SuppressWarnings("MissingSummary")
    record AddComment(CommentId commentId, NodeId nodeId, AccountId by, CommentText text, List<AccountId> mentions)
            implements CommentCommand {
        public AddComment {
            mentions = List.copyOf(mentions);
        }
    }

    /** @param mentions those of the named who may see the node */
    @SuppressWarnings("MissingSummary")
    record EditComment(CommentId commentId, NodeId nodeId, AccountId by, CommentText text, List<AccountId> mentions)
            implements CommentCommand {
        public EditComment {
            mentions = List.copyOf(mentions);
        }
    }

    record RemoveComment(CommentId commentId, NodeId nodeId, AccountId by) implements CommentCommand {}
}
