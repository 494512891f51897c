package dev.strata.kernel.comment;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.util.List;

/** What can have happened to a comment on a node. Storage format; the text is its author's. */
public sealed interface CommentEvent {
    CommentId commentId();

    NodeId nodeId();

    SpaceId spaceId();

    AccountId author();

    /** @param mentions who is to be told of it, because the author says so */
    @SuppressWarnings("MissingSummary")
    record CommentAdded(
            CommentId commentId,
            NodeId nodeId,
            SpaceId spaceId,
            @Subject AccountId author,
            @Personal String text,
            List<AccountId> mentions)
            implements CommentEvent {
        public CommentAdded {
            mentions = List.copyOf(mentions);
        }
    }

    /** @param mentions all of them, those of before too */
    @SuppressWarnings("MissingSummary")
    record CommentEdited(
            CommentId commentId,
            NodeId nodeId,
            SpaceId spaceId,
            @Subject AccountId author,
            @Personal String text,
            List<AccountId> mentions)
            implements CommentEvent {
        public CommentEdited {
            mentions = List.copyOf(mentions);
        }
    }

    record CommentRemoved(CommentId commentId, NodeId nodeId, SpaceId spaceId, AccountId author)
            implements CommentEvent {}
}
