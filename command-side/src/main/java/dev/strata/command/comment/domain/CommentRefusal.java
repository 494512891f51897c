package dev.strata.command.comment.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a comment is refused. */
public enum CommentRefusal implements Refusal {
    COMMENT_NOT_FOUND(Kind.NOT_FOUND, "There is no such comment on this node."),
    COMMENT_EXISTS(Kind.CONFLICT, "A comment with this id exists already."),
    NODE_NOT_FOUND(Kind.NOT_FOUND, "There is no such node, or you may not see it."),
    NODE_TRASHED(Kind.CONFLICT, "The node is in the trash. Bring it back before you comment on it."),
    FORBIDDEN(Kind.FORBIDDEN, "You may not comment here."),
    NOT_YOURS(
            Kind.FORBIDDEN,
            "The comment is somebody else's. Its author may change it; an owner of the node may remove it.");

    private final Kind kind;
    private final String detail;

    CommentRefusal(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String detail() {
        return detail;
    }
}
