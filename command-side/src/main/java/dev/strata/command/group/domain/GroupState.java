package dev.strata.command.group.domain;

import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What decisions need to know of a group's own past. */
public sealed interface GroupState {
    record Absent() implements GroupState {}

    /** @param members in the order in which they joined, and whether they are owners */
    @SuppressWarnings("MissingSummary")
    record Active(String name, Map<AccountId, Boolean> members) implements GroupState {
        boolean isMember(AccountId account) {
            return members.containsKey(account);
        }

        boolean isOwner(AccountId account) {
            return members.getOrDefault(account, false);
        }

        /** Whether nobody else is an owner. */
        boolean isLastOwner(AccountId account) {
            return isOwner(account)
                    && members.values().stream().filter(owner -> owner).count() == 1;
        }

        private Active with(AccountId account, boolean owner) {
            Map<AccountId, Boolean> after = new LinkedHashMap<>(members);
            after.put(account, owner);
            return new Active(name, Collections.unmodifiableMap(after));
        }

        private Active without(AccountId account) {
            Map<AccountId, Boolean> after = new LinkedHashMap<>(members);
            after.remove(account);
            return new Active(name, Collections.unmodifiableMap(after));
        }
    }

    /** Terminal. */
    record Deleted() implements GroupState {}

    static GroupState initial() {
        return new Absent();
    }

    default GroupState evolve(GroupEvent event) {
        return switch (event) {
            case GroupCreated e -> new Active(e.name(), Map.of());
            case GroupRenamed e -> new Active(e.to(), active(event).members());
            case MemberAdded e -> active(event).with(e.member(), e.owner());
            case MemberChanged e -> active(event).with(e.member(), e.owner());
            case MemberRemoved e -> active(event).without(e.member());
            case GroupDeleted _ -> new Deleted();
        };
    }

    private Active active(GroupEvent event) {
        if (this instanceof Active active) {
            return active;
        }
        throw new IllegalStateException("corrupt stream: no group, but " + event.getClass());
    }
}
