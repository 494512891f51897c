package dev.strata.command.comment.domain;

import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;

/** What decisions need to know of a comment's own past: not what it says. */
public sealed interface CommentState {
    record Absent() implements CommentState {}

    record Present(NodeId nodeId, SpaceId spaceId, AccountId author) implements CommentState {}

    /** Terminal. */
    record Removed() implements CommentState {}

    static CommentState initial() {
        return new Absent();
    }

    default CommentState evolve(CommentEvent event) {
        return switch (event) {
            case CommentAdded e -> new Present(e.nodeId(), e.spaceId(), e.author());
            case CommentEdited _ -> this;
            case CommentRemoved _ -> new Removed();
        };
    }
}
