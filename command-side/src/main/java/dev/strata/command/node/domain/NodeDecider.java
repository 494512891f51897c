package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.Guards.onFile;
import static dev.strata.command.node.domain.Guards.onLive;
import static dev.strata.command.node.domain.Guards.onOwned;
import static dev.strata.command.node.domain.Guards.onTrashed;
import static dev.strata.command.node.domain.Guards.onUnlockable;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.CreateRoot;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LiftHold;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.ResolveConflict;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.refusal.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a node's life. Total and pure: an answer for every command in every state, and no effects. */
public final class NodeDecider {
    /** How many folders may be above a node. */
    public static final int DEPTH_MAX = 256;

    private NodeDecider() {}

    /** Why the asker can put nothing into this folder; empty if he can. */
    public static Optional<NodeRefusal> cannotHold(@Nullable Place folder) {
        return PlaceRules.cannotHold(folder);
    }

    /** The answer to one command. */
    public static Decision<NodeEvent> decide(NodeCommand command, NodeState state, Surroundings around) {
        return switch (command) {
            case CreateRoot c ->
                PlaceRules.create(state, new FolderCreated(c.nodeId(), c.spaceId(), c.number(), null, ""));
            case CreateFolder c -> PlaceRules.createFolder(c, state, around);
            case CreateFile c -> PlaceRules.createFile(c, state, around);
            case AddVersion c ->
                onFile(c, state, around, (node, versions) -> ContentRules.addVersion(c, node, versions));
            case RestoreVersion c ->
                onFile(c, state, around, (node, versions) -> ContentRules.restore(c, node, versions));
            case PruneVersions c ->
                onFile(c, state, around, (node, versions) -> ContentRules.prune(c, node, versions, around));
            case RenameNode c -> onLive(c, state, around, node -> PlaceRules.rename(c, node));
            case MoveNode c -> onLive(c, state, around, node -> PlaceRules.move(c, node, around));
            case TrashNode c -> PlaceRules.trash(c, state, around);
            case UntrashNode c -> onTrashed(state, around, node -> PlaceRules.untrash(c, node, around));
            case PurgeNode c -> onTrashed(state, around, node -> PlaceRules.purge(c, node, around));
            case NoteCopy c -> onLive(c, state, around, node -> PlaceRules.noteCopy(c, node));
            case TagNode c -> onLive(c, state, around, node -> AttributeRules.tag(c, node));
            case UntagNode c -> onLive(c, state, around, node -> AttributeRules.untag(c, node));
            case DescribeNode c -> onLive(c, state, around, node -> AttributeRules.describe(c, node));
            case SetModifiedTime c -> onLive(c, state, around, node -> AttributeRules.setModifiedTime(c, node));
            case LockNode c -> onLive(c, state, around, node -> AttributeRules.lock(c, node));
            case UnlockNode c ->
                onUnlockable(state, around, (node, here) -> AttributeRules.unlock(c, node, here, around.now()));
            case RecordConflict c -> onLive(c, state, around, node -> ContentRules.recordConflict(c, node));
            case ResolveConflict c -> onLive(c, state, around, node -> ContentRules.resolveConflict(c, node));
            case SetRetention c -> onOwned(state, around, node -> AttributeRules.setRetention(c, node));
            case PlaceHold c -> onOwned(state, around, node -> AttributeRules.placeHold(c, node));
            case LiftHold c -> onOwned(state, around, node -> AttributeRules.liftHold(c, node));
        };
    }
}
