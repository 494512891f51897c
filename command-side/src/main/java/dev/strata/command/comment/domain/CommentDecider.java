package dev.strata.command.comment.domain;

import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;

import dev.strata.command.comment.domain.CommentCommand.AddComment;
import dev.strata.command.comment.domain.CommentCommand.EditComment;
import dev.strata.command.comment.domain.CommentCommand.RemoveComment;
import dev.strata.command.comment.domain.CommentState.Absent;
import dev.strata.command.comment.domain.CommentState.Present;
import dev.strata.command.comment.domain.CommentState.Removed;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.refusal.Decision;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rules of a comment's life. Total and pure. */
public final class CommentDecider {
    /** From which role on somebody may comment. */
    private static final Role NEEDED = Role.COMMENTER;

    private CommentDecider() {}

    /**
     * Decides one command.
     *
     * @param here where the node is and what the asker may do there; null if the node is nowhere
     */
    public static Decision<CommentEvent> decide(CommentCommand command, CommentState state, @Nullable Place here) {
        if (here == null || here.role() == null) {
            return refuse(CommentRefusal.NODE_NOT_FOUND);
        }
        return switch (command) {
            case AddComment c -> add(c, state, here);
            case EditComment c -> onPresent(c, state, here, (comment, role) -> edit(c, comment, role));
            case RemoveComment c -> onPresent(c, state, here, (comment, role) -> remove(c, comment, role));
        };
    }

    private static Decision<CommentEvent> add(AddComment c, CommentState state, Place here) {
        if (!(state instanceof Absent)) {
            return refuse(CommentRefusal.COMMENT_EXISTS);
        }
        if (!allows(here.role())) {
            return refuse(CommentRefusal.FORBIDDEN);
        }
        if (here.trashed() || here.trashedAbove()) {
            return refuse(CommentRefusal.NODE_TRASHED);
        }
        return accept(new CommentAdded(
                c.commentId(), c.nodeId(), here.spaceId(), c.by(), c.text().value(), c.mentions()));
    }

    private static Decision<CommentEvent> edit(EditComment c, Present comment, @Nullable Role role) {
        if (!comment.author().equals(c.by())) {
            return refuse(CommentRefusal.NOT_YOURS);
        }
        if (!allows(role)) {
            return refuse(CommentRefusal.FORBIDDEN);
        }
        return accept(new CommentEdited(
                c.commentId(),
                c.nodeId(),
                comment.spaceId(),
                comment.author(),
                c.text().value(),
                c.mentions()));
    }

    private static Decision<CommentEvent> remove(RemoveComment c, Present comment, @Nullable Role role) {
        if (!comment.author().equals(c.by()) && role != Role.OWNER) {
            return refuse(CommentRefusal.NOT_YOURS);
        }
        return accept(new CommentRemoved(c.commentId(), c.nodeId(), comment.spaceId(), comment.author()));
    }

    private static boolean allows(@Nullable Role role) {
        return role != null && role.includes(NEEDED);
    }

    private static Decision<CommentEvent> onPresent(
            CommentCommand command,
            CommentState state,
            Place here,
            BiFunction<Present, @Nullable Role, Decision<CommentEvent>> rule) {
        return switch (state) {
            case Present comment
            when !comment.nodeId().equals(command.nodeId()) -> refuse(CommentRefusal.COMMENT_NOT_FOUND);
            case Present _ when here.trashed() || here.trashedAbove() -> refuse(CommentRefusal.NODE_TRASHED);
            case Present comment -> rule.apply(comment, here.role());
            case Absent _, Removed _ -> refuse(CommentRefusal.COMMENT_NOT_FOUND);
        };
    }
}
