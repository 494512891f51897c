package dev.strata.kernel.group;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;

/** What can have happened to a group: access given to it is given to its members, while they are. Storage format. */
public sealed interface GroupEvent {
    GroupId groupId();

    /** Whoever made it is its first member, and an owner. The name is encrypted under a key of the group's own. */
    record GroupCreated(@Subject GroupId groupId, @Personal String name) implements GroupEvent {}

    record GroupRenamed(
            @Subject GroupId groupId,
            @Personal String from,
            @Personal String to) implements GroupEvent {}

    /** Owners decide who is a member; they are members themselves. */
    record MemberAdded(GroupId groupId, AccountId member, Boolean owner) implements GroupEvent {}

    /** A member became an owner, or is one no more. */
    record MemberChanged(GroupId groupId, AccountId member, Boolean owner) implements GroupEvent {}

    record MemberRemoved(GroupId groupId, AccountId member) implements GroupEvent {}

    /** Nobody is a member any more; its name can be read by nobody any more. */
    record GroupDeleted(GroupId groupId) implements GroupEvent {}
}
