package dev.strata.command.node.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeName;
import dev.strata.kernel.node.Retention;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a node. {@code by} is who asks; {@code expected} is the version of the node that the caller has
 * seen, null if he does not care.
 */
public sealed interface NodeCommand {
    NodeId nodeId();

    AccountId by();

    /** Makes the root folder of a new space. */
    record CreateRoot(NodeId nodeId, AccountId by, SpaceId spaceId, long number) implements NodeCommand {}

    record CreateFolder(NodeId nodeId, AccountId by, NodeId parentId, NodeName name, long number)
            implements NodeCommand {}

    record CreateFile(NodeId nodeId, AccountId by, NodeId parentId, NodeName name, long number, FileContent content)
            implements NodeCommand {}

    /**
     * Makes the content the newest version.
     *
     * @param base the version of the node that the content was made from; null means the newest, whichever it is
     */
    record AddVersion(
            NodeId nodeId,
            AccountId by,
            FileContent content,
            @Nullable Long base) implements NodeCommand {}

    /** Makes the content of an earlier version the newest one. */
    record RestoreVersion(
            NodeId nodeId,
            AccountId by,
            int version,
            @Nullable Long expected) implements NodeCommand {}

    record RenameNode(
            NodeId nodeId,
            AccountId by,
            NodeName name,
            @Nullable Long expected) implements NodeCommand {}

    /** @param name the name in the new folder; null keeps the old one */
    @SuppressWarnings("MissingSummary")
    record MoveNode(
            NodeId nodeId,
            AccountId by,
            NodeId parentId,
            @Nullable NodeName name,
            @Nullable Long expected) implements NodeCommand {}

    record TrashNode(NodeId nodeId, AccountId by, @Nullable Long expected) implements NodeCommand {}

    /** Brings a node back, to where it was or elsewhere. */
    record UntrashNode(
            NodeId nodeId,
            AccountId by,
            @Nullable NodeId parentId,
            @Nullable NodeName name,
            @Nullable Long expected) implements NodeCommand {}

    /** Removes a node for good. */
    record PurgeNode(
            NodeId nodeId,
            AccountId by,
            String rule,
            @Nullable Long expected) implements NodeCommand {}

    /** Notes on a new node that it is a copy. */
    record NoteCopy(NodeId nodeId, AccountId by, NodeId source) implements NodeCommand {}

    record TagNode(NodeId nodeId, AccountId by, Tag tag) implements NodeCommand {}

    record UntagNode(NodeId nodeId, AccountId by, Tag tag) implements NodeCommand {}

    record DescribeNode(
            NodeId nodeId,
            AccountId by,
            @Nullable Description description,
            @Nullable Long expected) implements NodeCommand {}

    /** @param modifiedAt null if there is none, as there was none in the beginning */
    @SuppressWarnings("MissingSummary")
    record SetModifiedTime(
            NodeId nodeId,
            AccountId by,
            @Nullable Instant modifiedAt,
            @Nullable Long expected) implements NodeCommand {}

    /** Takes or prolongs the lease on a file. */
    record LockNode(NodeId nodeId, AccountId by, Instant expiresAt) implements NodeCommand {}

    /** @param breaking whether to end somebody else's lease */
    @SuppressWarnings("MissingSummary")
    record UnlockNode(NodeId nodeId, AccountId by, boolean breaking) implements NodeCommand {}

    /** Notes on a new file that it holds what could not become a version of {@code original}. */
    record RecordConflict(
            NodeId nodeId,
            AccountId by,
            NodeId original,
            @Nullable Integer base,
            int head) implements NodeCommand {}

    record ResolveConflict(NodeId nodeId, AccountId by, Resolution resolution) implements NodeCommand {}

    /** @param retention null leaves it to the folders above */
    @SuppressWarnings("MissingSummary")
    record SetRetention(
            NodeId nodeId, AccountId by, @Nullable Retention retention) implements NodeCommand {}

    record PlaceHold(NodeId nodeId, AccountId by, String reason) implements NodeCommand {}

    record LiftHold(NodeId nodeId, AccountId by) implements NodeCommand {}

    /** Removes old versions for good; those that are gone already do not matter. */
    record PruneVersions(NodeId nodeId, AccountId by, List<Integer> versions, String rule) implements NodeCommand {
        public PruneVersions {
            versions = List.copyOf(versions);
        }
    }
}
