package dev.strata.endtoend.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A file or folder of the model; changed in place, in drives that are copied before they are changed. */
final class Node {
    /** One content of a file; {@code since} is the version of the node that it came with. */
    record Version(
            int number,
            Content content,
            @Nullable String modifiedAt,
            String by,
            @Nullable Integer restoredFrom,
            long since) {}

    /** A lease; null if nobody has been told when it ends. */
    record Lock(String owner, @Nullable String expiresAt) {}

    /** What a conflict copy is the copy of. */
    record Conflict(String original, @Nullable Integer base, int head, String by) {}

    static final String PARENT = "parent";
    static final String NAME = "name";
    static final String TRASHED = "trashed";
    static final String CONTENT = "content";
    static final String DESCRIPTION = "description";
    static final String TIME = "modified time";
    static final String TAG = "tag ";
    static final String ACCESS = "access ";

    final String space;
    final boolean folder;
    String id;

    @Nullable
    Long number;

    @Nullable
    String parent;

    String name;
    long version = 1;
    List<Version> versions = List.of();

    @Nullable
    String modifiedAt;

    @Nullable
    String description;

    TreeSet<String> tags = new TreeSet<>();

    @Nullable
    Lock lock;

    /** Whether the last lock has run out: what commands answer may still show it. */
    boolean lapsed;

    @Nullable
    Conflict conflict;

    boolean held;
    boolean trashed;

    @Nullable
    String trashedBy;

    String changedBy;

    Node(String id, String space, boolean folder, @Nullable String parent, String name, String by) {
        this.id = id;
        this.space = space;
        this.folder = folder;
        this.parent = parent;
        this.name = name;
        this.changedBy = by;
    }

    Node copy() {
        Node copy = new Node(id, space, folder, parent, name, changedBy);
        copy.number = number;
        copy.version = version;
        copy.versions = versions;
        copy.modifiedAt = modifiedAt;
        copy.description = description;
        copy.tags = new TreeSet<>(tags);
        copy.lock = lock;
        copy.lapsed = lapsed;
        copy.conflict = conflict;
        copy.held = held;
        copy.trashed = trashed;
        copy.trashedBy = trashedBy;
        return copy;
    }

    /** What can be taken back. */
    Map<String, @Nullable Object> attributes() {
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        attributes.put(PARENT, parent);
        attributes.put(NAME, name);
        attributes.put(TRASHED, trashed);
        attributes.put(CONTENT, folder ? null : newest().number());
        attributes.put(DESCRIPTION, description);
        attributes.put(TIME, modifiedAt);
        tags.forEach(tag -> attributes.put(TAG + tag, true));
        return attributes;
    }

    /** One more event. */
    Node touched(String by) {
        version++;
        changedBy = by;
        return this;
    }

    Version newest() {
        return versions.getLast();
    }

    /** Makes a content the newest one. */
    void hold(Content content, @Nullable String modified, String by, @Nullable Integer restoredFrom) {
        List<Version> more = new ArrayList<>(versions);
        int next = versions.isEmpty() ? 1 : newest().number() + 1;
        more.add(new Version(next, content, modified, by, restoredFrom, version));
        versions = List.copyOf(more);
        modifiedAt = modified;
    }

    boolean lapsesBy(Instant time) {
        return lock != null
                && lock.expiresAt() != null
                && !Instant.parse(lock.expiresAt()).isAfter(time);
    }

    /** Ends a lease that is over by then. */
    void lapse(Instant time) {
        if (lapsesBy(time)) {
            lock = null;
            lapsed = true;
        }
    }

    boolean isLockedFor(String account) {
        return lock != null && !lock.owner().equals(account);
    }

    @Override
    public String toString() {
        return "%s %s %s/%s v%d %s %s %s %s %s %s held=%s trashed=%s by %s %s"
                .formatted(
                        folder ? "folder" : "file",
                        id,
                        parent,
                        name,
                        version,
                        versions,
                        modifiedAt,
                        description,
                        tags,
                        lapsed ? "lapsed" : lock,
                        conflict,
                        held,
                        trashed,
                        trashedBy,
                        changedBy);
    }
}
