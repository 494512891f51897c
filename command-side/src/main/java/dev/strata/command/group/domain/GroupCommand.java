package dev.strata.command.group.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;

/** What can be asked of a group; {@code by} is who asks. */
public sealed interface GroupCommand {
    GroupId groupId();

    AccountId by();

    record CreateGroup(GroupId groupId, AccountId by, GroupName name) implements GroupCommand {}

    record RenameGroup(GroupId groupId, AccountId by, GroupName name) implements GroupCommand {}

    /** Has an account be a member, and an owner or not. */
    record PutMember(GroupId groupId, AccountId by, AccountId member, boolean owner) implements GroupCommand {}

    record RemoveMember(GroupId groupId, AccountId by, AccountId member) implements GroupCommand {}

    record DeleteGroup(GroupId groupId, AccountId by) implements GroupCommand {}

    /** The account ends, and its membership with it; if no owner is left, the oldest member becomes one. */
    record EndMembership(GroupId groupId, AccountId by) implements GroupCommand {}
}
