package dev.strata.command.grant.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a grant is refused. */
public enum GrantRefusal implements Refusal {
    GRANT_NOT_FOUND(Kind.NOT_FOUND, "This account has no grant on this node."),
    GRANT_EXISTS(Kind.CONFLICT, "A grant with this id exists already."),
    NODE_NOT_FOUND(Kind.NOT_FOUND, "There is no such node, or you may not see it."),
    NODE_TRASHED(Kind.CONFLICT, "The node is in the trash. Bring it back before you share it."),
    ACCOUNT_NOT_FOUND(Kind.NOT_FOUND, "There is no such account."),
    ALREADY_OWNER(Kind.CONFLICT, "The owner of a space has every right in it already."),
    EXCEEDS_OWN_ACCESS(Kind.FORBIDDEN, "Nobody can give more than he was given, or for longer."),
    MAY_NOT_SHARE_ON(Kind.UNPROCESSABLE, "Only editors and owners may be let share on, and only by an owner."),
    TOO_MANY_SHARES(Kind.CONFLICT, "As much was shared on from this grant as may be."),
    ACCESS_REQUEST_NOT_FOUND(Kind.NOT_FOUND, "There is no such request for access to anything of yours."),
    NOT_A_GROUP_SHARE(Kind.NOT_FOUND, "The node was not shared with a group that this account is in."),
    FORBIDDEN(Kind.FORBIDDEN, "Only an owner of the node may share it, and whom an owner lets.");

    private final Kind kind;
    private final String detail;

    GrantRefusal(Kind kind, String detail) {
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
