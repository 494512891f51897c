package dev.strata.kernel.node;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can have happened to a node, a file or a folder.
 *
 * <p>These records are the storage format of the event store: their names and components outlive every release. Add a
 * record rather than change one; values are raw, so that a rule tightened today cannot make yesterday's stream
 * unreadable. Time, actor and device travel as metadata.
 */
public sealed interface NodeEvent {
    NodeId nodeId();

    /** The space that the node is in: the key of everything that is ordered per space. */
    SpaceId spaceId();

    /** The root folder of a space has no parent and an empty name. */
    record FolderCreated(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            Long number,
            @Nullable NodeId parentId,
            @Personal String name) implements NodeEvent {}

    /** The file exists with version 1. */
    record FileCreated(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            Long number,
            NodeId parentId,
            @Personal String name,
            FileContent content)
            implements NodeEvent {}

    record VersionAdded(NodeId nodeId, SpaceId spaceId, Integer version, FileContent content) implements NodeEvent {}

    /** The content of an earlier version became the newest one, under a number of its own. */
    record VersionRestored(NodeId nodeId, SpaceId spaceId, Integer version, Integer restored, FileContent content)
            implements NodeEvent {}

    record NodeRenamed(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            @Personal String from,
            @Personal String to) implements NodeEvent {}

    record NodeMoved(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            NodeId from,
            NodeId to,
            @Personal String fromName,
            @Personal String toName)
            implements NodeEvent {}

    /** With everything below it: descendants are in the trash by their ancestors. */
    record NodeTrashed(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            NodeId parentId,
            @Personal String name) implements NodeEvent {}

    record NodeUntrashed(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            NodeId parentId,
            @Personal String name) implements NodeEvent {}

    /** Gone for good with everything below it; {@code rule} says why it was allowed ({@code requested}). */
    record NodePurged(NodeId nodeId, SpaceId spaceId, String rule) implements NodeEvent {}

    /** The node, new a moment ago, was made as a copy of another one, with everything below that. */
    record NodeCopied(NodeId nodeId, SpaceId spaceId, NodeId source) implements NodeEvent {}

    record NodeTagged(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            @Personal String tag) implements NodeEvent {}

    record NodeUntagged(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            @Personal String tag) implements NodeEvent {}

    record DescriptionChanged(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            @Personal @Nullable String from,
            @Personal @Nullable String to) implements NodeEvent {}

    /** The client's own time of change, a plain attribute; null if there was none. */
    record ModifiedTimeSet(
            NodeId nodeId,
            SpaceId spaceId,
            @Nullable Instant from,
            @Nullable Instant to) implements NodeEvent {}

    /** A lease: nobody but the owner may change the file until it ends. Locking again prolongs it. */
    record NodeLocked(NodeId nodeId, SpaceId spaceId, AccountId owner, Instant expiresAt) implements NodeEvent {}

    /** @param broken whether somebody other than the owner ended the lease */
    @SuppressWarnings("MissingSummary")
    record NodeUnlocked(NodeId nodeId, SpaceId spaceId, AccountId owner, Boolean broken) implements NodeEvent {}

    /**
     * The node, new a moment ago, holds what an upload could not put into another file.
     *
     * @param original the file that was meant
     * @param base the content version that the upload was made from; null if nobody knows
     * @param head the content version that was newest instead
     */
    record ConflictRecorded(
            NodeId nodeId,
            SpaceId spaceId,
            NodeId original,
            @Nullable Integer base,
            Integer head) implements NodeEvent {}

    /** @param resolution {@code mine}, {@code theirs}, {@code both} or {@code merged}; mine is the conflict copy */
    @SuppressWarnings("MissingSummary")
    record ConflictResolved(NodeId nodeId, SpaceId spaceId, NodeId original, String resolution) implements NodeEvent {}

    /** Null means that the folders above decide again. */
    record RetentionSet(
            NodeId nodeId, SpaceId spaceId, @Nullable Retention retention) implements NodeEvent {}

    /** A legal hold: neither the node nor anything above or below it can be purged or pruned. */
    record HoldPlaced(
            NodeId nodeId,
            @Subject SpaceId spaceId,
            @Personal String reason) implements NodeEvent {}

    record HoldLifted(NodeId nodeId, SpaceId spaceId) implements NodeEvent {}

    /** @param rule why, for people: what the retention policy says */
    @SuppressWarnings("MissingSummary")
    record VersionsPruned(NodeId nodeId, SpaceId spaceId, List<Integer> versions, String rule) implements NodeEvent {
        public VersionsPruned {
            versions = List.copyOf(versions);
        }
    }
}
