package dev.strata.query.group;

import dev.strata.kernel.id.GroupId;
import java.time.Instant;

/**
 * A group that the reader is in.
 *
 * @param name what it is called now
 * @param owner whether the reader is an owner of it
 * @param since when the reader joined
 */
public record Group(
        GroupId groupId, String name, boolean owner, Instant since, int members, Instant createdAt, long version) {}
