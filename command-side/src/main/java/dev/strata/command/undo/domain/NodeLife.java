package dev.strata.command.undo.domain;

import dev.strata.command.undo.domain.NodeTarget.Text;
import dev.strata.command.undo.domain.NodeTarget.Time;
import dev.strata.command.undo.domain.NodeTarget.Where;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a node's whole stream and says what the node should be like without the events that are to be undone. */
public final class NodeLife {
    private final NodeId nodeId;
    private final boolean folder;
    private final Attribute<NodeId> parent;
    private final Attribute<String> name;
    private final Attribute<Boolean> trashed = new Attribute<>(false);
    private final Attribute<Integer> version;
    private final Map<Integer, FileContent> contents = new HashMap<>();
    private final Attribute<String> description = new Attribute<>(null);
    private final Attribute<Instant> modifiedAt;
    private final Map<String, Attribute<Boolean>> tags = new TreeMap<>();
    private final boolean made;
    private long events = 1;
    private boolean laterWork;
    private boolean purged;

    private NodeLife(
            NodeEvent first, @Nullable NodeId parentId, String name, @Nullable FileContent content, boolean undone) {
        this.nodeId = first.nodeId();
        this.folder = content == null;
        this.parent = new Attribute<>(parentId);
        this.name = new Attribute<>(name);
        this.version = new Attribute<>(folder ? null : 1);
        if (content != null) {
            contents.put(1, content);
        }
        this.modifiedAt = new Attribute<>(content == null ? null : content.modifiedAt());
        this.made = undone;
    }

    /** What a node should be like. */
    public static NodeTarget target(List<Past<NodeEvent>> stream) {
        Past<NodeEvent> first = stream.getFirst();
        NodeLife life = switch (first.event()) {
            case FolderCreated e -> new NodeLife(e, e.parentId(), e.name(), null, first.undone());
            case FileCreated e -> new NodeLife(e, e.parentId(), e.name(), e.content(), first.undone());
            default ->
                throw new IllegalStateException(
                        "a stream that begins otherwise: " + first.event().nodeId());
        };
        stream.stream().skip(1).forEach(life::follow);
        return life.target();
    }

    private void follow(Past<NodeEvent> past) {
        events++;
        boolean undone = past.undone();
        laterWork |= made && !undone && isWork(past.event());
        switch (past.event()) {
            case NodeRenamed e -> name.set(e.to(), undone);
            case NodeMoved e -> {
                parent.set(e.to(), undone);
                name.set(e.toName(), undone);
            }
            case NodeTrashed _ -> trashed.set(true, undone);
            case NodeUntrashed e -> {
                trashed.set(false, undone);
                parent.set(e.parentId(), undone);
                name.set(e.name(), undone);
            }
            case VersionAdded e -> content(e.version(), e.content(), undone);
            case VersionRestored e -> content(e.version(), e.content(), undone);
            case NodeTagged e -> tag(e.tag()).set(true, undone);
            case NodeUntagged e -> tag(e.tag()).set(false, undone);
            case DescriptionChanged e -> description.set(e.to(), undone);
            case ModifiedTimeSet e -> modifiedAt.set(e.to(), undone);
            case NodePurged _ -> purged = true;
            case FolderCreated _, FileCreated _ -> throw new IllegalStateException("created twice: " + nodeId);
            case NodeCopied _, NodeLocked _, NodeUnlocked _, ConflictRecorded _, ConflictResolved _ -> {}
            case RetentionSet _, HoldPlaced _, HoldLifted _, VersionsPruned _ -> {}
        }
    }

    private void content(Integer number, FileContent content, boolean undone) {
        version.set(number, undone);
        contents.put(number, content);
        modifiedAt.set(content.modifiedAt(), undone);
    }

    /** What somebody would miss. */
    private static boolean isWork(NodeEvent event) {
        return switch (event) {
            case VersionAdded _, VersionRestored _, NodeRenamed _, NodeMoved _, NodeUntrashed _ -> true;
            case NodeTagged _, NodeUntagged _, DescriptionChanged _, ModifiedTimeSet _ -> true;
            case FolderCreated _, FileCreated _, NodeTrashed _, NodePurged _, NodeCopied _, NodeLocked _ -> false;
            case NodeUnlocked _, ConflictRecorded _, ConflictResolved _, RetentionSet _ -> false;
            case HoldPlaced _, HoldLifted _, VersionsPruned _ -> false;
        };
    }

    private Attribute<Boolean> tag(String tag) {
        return tags.computeIfAbsent(tag, _ -> new Attribute<>(false));
    }

    private NodeTarget target() {
        boolean inTrash = Boolean.TRUE.equals(trashed.now());
        boolean toTrash = made || Boolean.TRUE.equals(trashed.target());
        Where now = new Where(parent.now(), text(name.now()), inTrash);
        Where place = new Where(parent.target(), text(name.target()), toTrash);
        boolean contentChanges = contentChanges();
        Map<String, Boolean> changedTags = new TreeMap<>();
        tags.forEach((tag, attribute) -> {
            if (attribute.changes()) {
                changedTags.put(tag, Boolean.TRUE.equals(attribute.target()));
            }
        });
        return new NodeTarget(
                nodeId,
                events,
                folder,
                now,
                toTrash || place.equals(now) ? null : place,
                toTrash && !inTrash,
                made,
                contentChanges ? version.target() : null,
                changedTags,
                description.changes() ? new Text(description.target()) : null,
                modifiedAt.changes() || contentChanges ? new Time(modifiedAt.now(), modifiedAt.target()) : null,
                kept(),
                laterWork,
                purged);
    }

    /** An old version that was restored is another version, but not another content. */
    private boolean contentChanges() {
        FileContent now = contents.get(version.now());
        FileContent then = contents.get(version.target());
        return now != null && then != null && !now.hasBytesOf(then);
    }

    private Set<String> kept() {
        Set<String> kept = new LinkedHashSet<>();
        Map<String, Attribute<?>> named = new TreeMap<>(Map.of(
                "content",
                version,
                "description",
                description,
                "modified time",
                modifiedAt,
                "name",
                name,
                "place",
                parent));
        named.put("trash", trashed);
        named.forEach((what, attribute) -> {
            if (attribute.wasBuiltUpon()) {
                kept.add(what);
            }
        });
        tags.forEach((tag, attribute) -> {
            if (attribute.wasBuiltUpon()) {
                kept.add("tag " + tag);
            }
        });
        return kept;
    }

    private static String text(@Nullable String name) {
        return Objects.requireNonNull(name, "every node has a name");
    }
}
