package dev.strata.command.group;

import dev.strata.kernel.id.GroupId;

/** A group as a command leaves it; the body of the answer. */
public record GroupAnswer(GroupId groupId, String name, int members, long version) {}
