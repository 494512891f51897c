package dev.strata.query.node;

import dev.strata.kernel.node.FileContent;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Occurrence;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node is, besides its place; another one after each event.
 *
 * @param content null for a folder
 * @param since the position of the event that made it so
 */
record State(
        long version,
        @Nullable Content content,
        OffsetDateTime modifiedAt,
        OffsetDateTime changedAt,
        @Nullable UUID changedBy,
        @Nullable String description,
        List<String> tags,
        @Nullable Lock lock,
        boolean held,
        long since) {

    /** The newest version of a file. */
    record Content(int number, long size, String sha256, boolean sha256Verified, String mediaType) {
        static Content of(int number, FileContent content) {
            return new Content(number, content.size(), content.sha256(), content.sha256Verified(), content.mediaType());
        }
    }

    record Lock(UUID owner, OffsetDateTime expiresAt) {}

    static State first(@Nullable FileContent content, Occurrence now) {
        return new State(
                now.version(),
                content == null ? null : Content.of(1, content),
                modified(content == null ? null : content.modifiedAt(), now),
                now.at(),
                now.actor(),
                null,
                List.of(),
                null,
                false,
                now.position());
    }

    /** The same after an event that changes nothing else. */
    State touched(Occurrence now) {
        return new State(
                now.version(),
                content,
                modifiedAt,
                now.at(),
                now.actor(),
                description,
                tags,
                lock,
                held,
                now.position());
    }

    State with(int number, FileContent newer) {
        return new State(
                version,
                Content.of(number, newer),
                newer.modifiedAt() == null ? changedAt : Columns.utc(newer.modifiedAt()),
                changedAt,
                changedBy,
                description,
                tags,
                lock,
                held,
                since);
    }

    State withModifiedAt(@Nullable Instant time) {
        OffsetDateTime to = time == null ? changedAt : Columns.utc(time);
        return new State(version, content, to, changedAt, changedBy, description, tags, lock, held, since);
    }

    State withDescription(@Nullable String text) {
        return new State(version, content, modifiedAt, changedAt, changedBy, text, tags, lock, held, since);
    }

    State withTag(String tag) {
        TreeSet<String> more = new TreeSet<>(tags);
        more.add(tag);
        return withTags(List.copyOf(more));
    }

    State withoutTag(String tag) {
        return withTags(tags.stream().filter(other -> !other.equals(tag)).toList());
    }

    private State withTags(List<String> others) {
        return new State(version, content, modifiedAt, changedAt, changedBy, description, others, lock, held, since);
    }

    State withLock(@Nullable Lock other) {
        return new State(version, content, modifiedAt, changedAt, changedBy, description, tags, other, held, since);
    }

    State withHold(boolean other) {
        return new State(version, content, modifiedAt, changedAt, changedBy, description, tags, lock, other, since);
    }

    private static OffsetDateTime modified(@Nullable Instant time, Occurrence now) {
        return time == null ? now.at() : Columns.utc(time);
    }
}
