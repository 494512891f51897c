package dev.strata.sync.webhook;

import dev.strata.kernel.id.NodeId;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What receivers are told of an event: its kind, and the members of its {@code data}. {@code docs/webhooks.md} lists them. */
final class NodeNotice {
    static final Set<String> KINDS = Set.of(
            "folder.created",
            "file.created",
            "file.version-added",
            "file.version-restored",
            "file.modified-time-set",
            "node.renamed",
            "node.moved",
            "node.trashed",
            "node.untrashed",
            "node.purged",
            "node.copied",
            "node.tagged",
            "node.untagged",
            "node.description-changed",
            "node.locked",
            "node.unlocked",
            "conflict.recorded",
            "conflict.resolved");

    private NodeNotice() {}

    /** Null for what is between the owner of a space and the server: retention and holds. */
    static @Nullable String kind(NodeEvent event) {
        return switch (event) {
            case FolderCreated _ -> "folder.created";
            case FileCreated _ -> "file.created";
            case VersionAdded _ -> "file.version-added";
            case VersionRestored _ -> "file.version-restored";
            case ModifiedTimeSet _ -> "file.modified-time-set";
            case NodeRenamed _ -> "node.renamed";
            case NodeMoved _ -> "node.moved";
            case NodeTrashed _ -> "node.trashed";
            case NodeUntrashed _ -> "node.untrashed";
            case NodePurged _ -> "node.purged";
            case NodeCopied _ -> "node.copied";
            case NodeTagged _ -> "node.tagged";
            case NodeUntagged _ -> "node.untagged";
            case DescriptionChanged _ -> "node.description-changed";
            case NodeLocked _ -> "node.locked";
            case NodeUnlocked _ -> "node.unlocked";
            case ConflictRecorded _ -> "conflict.recorded";
            case ConflictResolved _ -> "conflict.resolved";
            case RetentionSet _, HoldPlaced _, HoldLifted _, VersionsPruned _ -> null;
        };
    }

    /** The node, and every other one that the event names. */
    static List<NodeId> nodes(NodeEvent event) {
        return switch (event) {
            case FolderCreated e -> of(e.nodeId(), e.parentId());
            case FileCreated e -> of(e.nodeId(), e.parentId());
            case NodeMoved e -> of(e.nodeId(), e.from(), e.to());
            case NodeTrashed e -> of(e.nodeId(), e.parentId());
            case NodeUntrashed e -> of(e.nodeId(), e.parentId());
            case ConflictRecorded e -> of(e.nodeId(), e.original());
            case ConflictResolved e -> of(e.nodeId(), e.original());
            case NodeCopied _,
                    VersionAdded _,
                    VersionRestored _,
                    ModifiedTimeSet _,
                    NodeRenamed _,
                    NodePurged _,
                    NodeTagged _,
                    NodeUntagged _,
                    DescriptionChanged _,
                    NodeLocked _,
                    NodeUnlocked _,
                    RetentionSet _,
                    HoldPlaced _,
                    HoldLifted _,
                    VersionsPruned _ -> of(event.nodeId());
        };
    }

    private static List<NodeId> of(@Nullable NodeId... nodes) {
        return Stream.of(nodes).<NodeId>mapMulti(NodeNotice::ifThere).toList();
    }

    private static void ifThere(@Nullable NodeId node, Consumer<NodeId> taker) {
        if (node != null) {
            taker.accept(node);
        }
    }

    /**
     * Whether it happened where the receiver looks: to a node that is there, or to one that was moved from or to there.
     */
    static boolean concerns(NodeEvent event, Predicate<NodeId> visible) {
        return visible.test(event.nodeId())
                || (event instanceof NodeMoved moved && (visible.test(moved.from()) || visible.test(moved.to())));
    }

    /** @param visible other nodes are left out, and what they call it with them */
    @SuppressWarnings("MissingSummary")
    static Map<String, @Nullable Object> data(NodeEvent event, Predicate<NodeId> visible) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        switch (event) {
            case FolderCreated e -> put(data, "parentId", seen(e.parentId(), visible), "name", e.name());
            case FileCreated e -> {
                put(data, "parentId", seen(e.parentId(), visible), "name", e.name());
                content(data, 1, e.content());
            }
            case VersionAdded e -> content(data, e.version(), e.content());
            case VersionRestored e -> {
                content(data, e.version(), e.content());
                data.put("restored", e.restored());
            }
            case ModifiedTimeSet e -> put(data, "from", text(e.from()), "to", text(e.to()));
            case NodeRenamed e -> put(data, "from", e.from(), "to", e.to());
            case NodeMoved e -> {
                boolean from = visible.test(e.from());
                boolean to = visible.test(e.to());
                put(data, "from", from ? e.from() : null, "fromName", from ? e.fromName() : null);
                put(data, "to", to ? e.to() : null, "toName", to ? e.toName() : null);
            }
            case NodeTrashed e -> put(data, "parentId", seen(e.parentId(), visible), "name", e.name());
            case NodeUntrashed e -> put(data, "parentId", seen(e.parentId(), visible), "name", e.name());
            case NodeTagged e -> data.put("tag", e.tag());
            case NodeUntagged e -> data.put("tag", e.tag());
            case DescriptionChanged e -> put(data, "from", e.from(), "to", e.to());
            case NodeLocked e -> put(data, "owner", e.owner(), "expiresAt", text(e.expiresAt()));
            case NodeUnlocked e -> put(data, "owner", e.owner(), "broken", e.broken());
            case ConflictRecorded e -> {
                put(data, "original", seen(e.original(), visible), "base", e.base());
                data.put("head", e.head());
            }
            case ConflictResolved e -> put(data, "original", seen(e.original(), visible), "resolution", e.resolution());
            case NodePurged _, NodeCopied _, RetentionSet _, HoldPlaced _, HoldLifted _, VersionsPruned _ -> {
                // That it happened is all there is to say.
            }
        }
        return data;
    }

    private static @Nullable NodeId seen(@Nullable NodeId node, Predicate<NodeId> visible) {
        return node != null && visible.test(node) ? node : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void content(Map<String, @Nullable Object> data, int version, FileContent content) {
        put(data, "contentVersion", version, "size", content.size());
        put(data, "sha256", content.sha256(), "mediaType", content.mediaType());
        data.put("modifiedAt", text(content.modifiedAt()));
    }

    private static void put(
            Map<String, @Nullable Object> data,
            String first,
            @Nullable Object firstValue,
            String second,
            @Nullable Object secondValue) {
        data.put(first, firstValue);
        data.put(second, secondValue);
    }
}
