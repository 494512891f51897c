package dev.strata.command.group.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a group is refused. */
public enum GroupRefusal implements Refusal {
    GROUP_NOT_FOUND(Kind.NOT_FOUND, "There is no such group, or you are no member of it."),
    GROUP_EXISTS(Kind.CONFLICT, "A group with this id exists already."),
    MEMBER_NOT_FOUND(Kind.NOT_FOUND, "This account is no member of the group."),
    ACCOUNT_NOT_FOUND(Kind.NOT_FOUND, "There is no such account."),
    LAST_OWNER(Kind.CONFLICT, "A group has an owner. Make somebody else one first, or delete the group."),
    GROUP_FULL(Kind.CONFLICT, "The group has as many members as a group may have."),
    TOO_MANY_GROUPS(Kind.CONFLICT, "The account is in as many groups as an account may be."),
    FORBIDDEN(Kind.FORBIDDEN, "Only an owner of the group may do this.");

    private final Kind kind;
    private final String detail;

    GroupRefusal(Kind kind, String detail) {
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
