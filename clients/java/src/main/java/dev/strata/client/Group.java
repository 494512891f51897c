package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Several accounts under one name, to share with.
 *
 * <pre>{@code
 * for (Group group : client.groups().mine()) {
 *     client.share(folder, group.groupId(), "viewer");
 * }
 * }</pre>
 *
 * @param owner whether this account may change the group
 */
public record Group(String groupId, String name, int members, boolean owner) {

    /** Somebody in a group. */
    public record Member(
            String accountId,
            @Nullable String login,
            @Nullable String displayName,
            boolean owner,
            @Nullable Instant since) {}
}
