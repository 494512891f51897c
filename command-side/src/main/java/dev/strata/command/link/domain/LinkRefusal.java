package dev.strata.command.link.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a link is refused. */
public enum LinkRefusal implements Refusal {
    LINK_NOT_FOUND(Kind.NOT_FOUND, "There is no such link. It may have ended."),
    LINK_EXISTS(Kind.CONFLICT, "A link with this id exists already."),
    NODE_NOT_FOUND(Kind.NOT_FOUND, "There is no such node, or you may not see it."),
    NODE_TRASHED(Kind.CONFLICT, "The node is in the trash. Bring it back before you share it."),
    LINK_NEEDS_FOLDER(Kind.UNPROCESSABLE, "Files can be sent into a folder only: this node is a file."),
    LINK_NOT_LOCKED(Kind.CONFLICT, "This link needs no password."),
    LINK_ENDED(Kind.UNPROCESSABLE, "The link would have ended already: expiresAt is not in the future."),
    TOO_MANY_LINKS(Kind.CONFLICT, "The node has as many links as a node can have. Revoke one."),
    FORBIDDEN(Kind.FORBIDDEN, "Only an owner of the node may share it."),
    LINK_FORBIDS(Kind.FORBIDDEN, "This link is not for that.");

    private final Kind kind;
    private final String detail;

    LinkRefusal(Kind kind, String detail) {
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
