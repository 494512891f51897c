package dev.strata.command.node.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.Retention;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node has besides its place and its content.
 *
 * @param tags in their own order
 * @param modifiedAt what a client says of its file
 * @param lock the last lease, which may have ended
 * @param held whether a legal hold is on the node itself
 * @param conflict that the node is the copy of; null if there is none, or it is closed
 * @param retention null if the folders above decide
 */
public record Attributes(
        List<String> tags,
        @Nullable String description,
        @Nullable Instant modifiedAt,
        @Nullable Lock lock,
        boolean held,
        @Nullable NodeId conflict,
        @Nullable Retention retention) {
    public static final int TAGS_MAX = 50;

    static final Attributes NONE = new Attributes(List.of(), null, null, null, false, null, null);

    /** A lease. */
    public record Lock(AccountId owner, Instant expiresAt) {
        public boolean isLive(Instant now) {
            return now.isBefore(expiresAt);
        }
    }

    boolean isLockedFor(AccountId asker, Instant now) {
        return lock != null && lock.isLive(now) && !lock.owner().equals(asker);
    }

    Attributes withTag(String tag) {
        TreeSet<String> more = new TreeSet<>(tags);
        more.add(tag);
        return with(more);
    }

    Attributes withoutTag(String tag) {
        return with(tags.stream().filter(other -> !other.equals(tag)).toList());
    }

    private Attributes with(Collection<String> others) {
        return new Attributes(List.copyOf(others), description, modifiedAt, lock, held, conflict, retention);
    }

    Attributes withDescription(@Nullable String other) {
        return new Attributes(tags, other, modifiedAt, lock, held, conflict, retention);
    }

    Attributes withModifiedAt(@Nullable Instant other) {
        return new Attributes(tags, description, other, lock, held, conflict, retention);
    }

    Attributes withLock(@Nullable Lock other) {
        return new Attributes(tags, description, modifiedAt, other, held, conflict, retention);
    }

    Attributes withHold(boolean other) {
        return new Attributes(tags, description, modifiedAt, lock, other, conflict, retention);
    }

    Attributes withRetention(@Nullable Retention other) {
        return new Attributes(tags, description, modifiedAt, lock, held, conflict, other);
    }

    Attributes withConflict(@Nullable NodeId original) {
        return new Attributes(tags, description, modifiedAt, lock, held, original, retention);
    }
}
