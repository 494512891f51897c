package dev.strata.command.node.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeName;
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

    /** @param contentSpace the space that the content was stored for */
    @SuppressWarnings("MissingSummary")
    record CreateFile(
            NodeId nodeId,
            AccountId by,
            NodeId parentId,
            NodeName name,
            long number,
            FileContent content,
            SpaceId contentSpace)
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
            SpaceId contentSpace,
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
}
