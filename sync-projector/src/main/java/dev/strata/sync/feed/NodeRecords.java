package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.HoldLifted;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.sync.transport.CommittedEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the records of files and folders. */
@Component
class NodeRecords {
    private static final String CONTENT = """
            content_seq = :seq, content_by = :device, content_version = :content_version, size = :size, sha256 = :sha256,
            media_type = :media_type, modified_at = :modified_at,
            """;

    /** Also of one that a purge of a folder above it met at the same time. */
    private static final String MOVED = """
            deleted = false, deleted_at = NULL, deleted_position = NULL, parent_id = :parent, name = :name,
            """;

    private static final String BROUGHT_BACK = MOVED + "trashed = false, content_seq = :seq, content_by = NULL,";

    /** Whatever was still under way when it was deleted has been applied when its tombstone is forgotten. */
    private static final String STILL_DELETED = """
            deleted_position = CASE WHEN deleted THEN greatest(deleted_position, :position) END,
            """;

    private final JdbcClient jdbc;
    private final SpaceSequence spaces;
    private final Subtree subtree;
    private final Shares shares;
    private final SharingRecords sharing;

    NodeRecords(JdbcClient jdbc, SpaceSequence spaces, Subtree subtree, Shares shares, SharingRecords sharing) {
        this.jdbc = jdbc;
        this.spaces = spaces;
        this.subtree = subtree;
        this.shares = shares;
        this.sharing = sharing;
    }

    void apply(NodeEvent event, CommittedEvent at) {
        OptionalLong seq = spaces.nextUnlessApplied(event.spaceId(), event.nodeId(), at);
        if (seq.isPresent()) {
            apply(event, seq.getAsLong(), at);
            shares.moved(event.spaceId(), event.nodeId().value(), seq.getAsLong());
        }
    }

    private void apply(NodeEvent event, long seq, CommittedEvent at) {
        switch (event) {
            case FolderCreated e -> create("folder", e.parentId(), e.name(), stamp(e, seq, "created", at));
            case FileCreated e -> {
                create("file", e.parentId(), e.name(), stamp(e, seq, "created", at));
                content(e, 1, e.content(), stamp(e, seq, "created", at));
            }
            case VersionAdded e -> content(e, e.version(), e.content(), stamp(e, seq, "updated", at));
            case VersionRestored e -> content(e, e.version(), e.content(), stamp(e, seq, "restored", at));
            case NodeRenamed e -> rename(e, stamp(e, seq, "renamed", at));
            case NodeMoved e -> move(e, stamp(e, seq, "moved", at));
            case NodeTrashed e -> trash(e, stamp(e, seq, "trashed", at));
            case NodeUntrashed e -> untrash(e, stamp(e, seq, "untrashed", at));
            case NodePurged e -> purge(e, at, stamp(e, seq, "purged", at));
            case ModifiedTimeSet e -> modifiedTime(e, stamp(e, seq, "touched", at));
            case NodeCopied e -> update("", e, stamp(e, seq, "created", at));
            case NodeTagged e -> update("", e, stamp(e, seq, "tagged", at));
            case NodeUntagged e -> update("", e, stamp(e, seq, "untagged", at));
            case DescriptionChanged e -> update("", e, stamp(e, seq, "described", at));
            case NodeLocked e -> update("", e, stamp(e, seq, "locked", at));
            case NodeUnlocked e -> update("", e, stamp(e, seq, "unlocked", at));
            case ConflictRecorded e -> update("", e, stamp(e, seq, "created", at));
            case ConflictResolved e -> update("", e, stamp(e, seq, "conflict-resolved", at));
            case RetentionSet e -> update("", e, stamp(e, seq, "retention-set", at));
            case HoldPlaced e -> update("", e, stamp(e, seq, "hold-placed", at));
            case HoldLifted e -> update("", e, stamp(e, seq, "hold-lifted", at));
            case VersionsPruned e -> update("", e, stamp(e, seq, "pruned", at));
        }
    }

    private static Map<String, @Nullable Object> stamp(NodeEvent event, long seq, String op, CommittedEvent at) {
        Map<String, @Nullable Object> parameters = Stamp.of(seq, op, at);
        parameters.put("space", event.spaceId().value());
        parameters.put("node", event.nodeId().value());
        parameters.put("version", at.version());
        parameters.put("position", at.position());
        return parameters;
    }

    private void create(String kind, @Nullable NodeId parent, String name, Map<String, @Nullable Object> parameters) {
        parameters.put("kind", kind);
        parameters.put("parent", parent == null ? null : parent.value());
        parameters.put("name", name);
        jdbc.sql("""
                INSERT INTO sync.record (space_id, node_id, type, version, kind, parent_id, name,
                    seq, other_seq, content_seq, content_by, op, by_account, by_device, changed_at)
                VALUES (:space, :node, 'node', :version, :kind, :parent, :name,
                    :seq, 0, :seq, :device, :op, :actor, :device, :time)
                """).params(parameters).update();
    }

    private void content(NodeEvent event, int version, FileContent content, Map<String, @Nullable Object> parameters) {
        Instant modifiedAt = content.modifiedAt();
        parameters.put("content_version", version);
        parameters.put("size", content.size());
        parameters.put("sha256", content.sha256());
        parameters.put("media_type", content.mediaType());
        parameters.put(
                "modified_at", modifiedAt == null ? parameters.get("time") : modifiedAt.atOffset(ZoneOffset.UTC));
        update(CONTENT, event, parameters);
    }

    private void modifiedTime(ModifiedTimeSet event, Map<String, @Nullable Object> parameters) {
        Instant to = event.to();
        parameters.put("modified_at", to == null ? parameters.get("time") : to.atOffset(ZoneOffset.UTC));
        update("modified_at = :modified_at,", event, parameters);
    }

    private void rename(NodeRenamed event, Map<String, @Nullable Object> parameters) {
        parameters.put("name", event.to());
        update("name = :name,", event, parameters);
    }

    private void move(NodeMoved event, Map<String, @Nullable Object> parameters) {
        parameters.put("parent", event.to().value());
        parameters.put("name", event.toName());
        subtree.relocate(event, parameters, () -> write(MOVED, event, parameters));
    }

    private void trash(NodeTrashed event, Map<String, @Nullable Object> parameters) {
        update("trashed = true,", event, parameters);
        subtree.hide(event, parameters);
    }

    private void untrash(NodeUntrashed event, Map<String, @Nullable Object> parameters) {
        parameters.put("parent", event.parentId().value());
        parameters.put("name", event.name());
        subtree.relocate(event, parameters, () -> write(BROUGHT_BACK, event, parameters));
    }

    private void purge(NodePurged event, CommittedEvent at, Map<String, @Nullable Object> parameters) {
        write("deleted = true, deleted_at = :time, deleted_position = :position,", event, parameters);
        subtree.delete(parameters);
        sharing.unmountBelow(event, at);
    }

    private void update(String assignments, NodeEvent event, Map<String, @Nullable Object> parameters) {
        write(STILL_DELETED + assignments, event, parameters);
    }

    private void write(String assignments, NodeEvent event, Map<String, @Nullable Object> parameters) {
        int rows = jdbc.sql("UPDATE sync.record SET version = :version, " + assignments + Stamp.ASSIGNMENTS
                        + "WHERE space_id = :space AND node_id = :node")
                .params(parameters)
                .update();
        if (rows != 1) {
            throw new IllegalStateException(
                    "no record of the node of %s %s".formatted(event.getClass().getSimpleName(), event.nodeId()));
        }
    }

    /** No tombstones: it is for the owner to say what becomes of the copies on his devices. */
    void erase(SpaceId space) {
        jdbc.sql("DELETE FROM sync.record WHERE space_id = ?")
                .param(space.value())
                .update();
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.record").update();
    }
}
