package dev.strata.query.node;

import dev.strata.kernel.id.NodeId;
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
import dev.strata.query.node.NodeRow.Identity;
import dev.strata.query.node.State.Lock;
import dev.strata.query.projection.Columns;
import dev.strata.query.projection.Occurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into rows, in memory: what the nodes of a batch are after it, and what they were in between. Purges are
 * not among the events: they concern nodes of which no batch knows.
 */
final class NodeFold {
    /** The end of what has not ended. */
    static final long NO_END = Long.MAX_VALUE;

    private final Map<UUID, NodeRow> rows;
    private final Map<UUID, NodeRow> changed = new LinkedHashMap<>();
    private final List<Past> past = new ArrayList<>();
    private final Map<PlaceKey, Placed> places = new LinkedHashMap<>();

    /** @param rows the nodes of the batch as they are before it */
    @SuppressWarnings("MissingSummary")
    NodeFold(Map<UUID, NodeRow> rows) {
        this.rows = rows;
    }

    /** What a node was up to a position. */
    record Past(NodeRow row, long until) {}

    private record PlaceKey(UUID nodeId, long since) {}

    /** Where a node was up to a position. */
    record Placed(Identity identity, Place place, long until) {}

    /** The nodes that the batch has changed, as they are after it. */
    Collection<NodeRow> changed() {
        return changed.values();
    }

    List<Past> past() {
        return past;
    }

    /** Places that began or ended in the batch, each once. */
    Collection<Placed> places() {
        return places.values();
    }

    /** Those in which the way of what was there before has become another; or that have a way at all, from now on. */
    Set<UUID> spacesOfOtherWays() {
        return places.values().stream()
                .filter(placed -> placed.identity().kind().equals("folder")
                        && (placed.until() != NO_END || placed.place().parentId() == null))
                .map(placed -> placed.identity().spaceId())
                .collect(Collectors.toSet());
    }

    /** An event that is in the row already changes nothing. */
    void apply(NodeEvent event, Occurrence now) {
        switch (event) {
            case FolderCreated e -> create(identity(e, e.number(), "folder", now), e.parentId(), e.name(), null, now);
            case FileCreated e ->
                create(identity(e, e.number(), "file", now), e.parentId(), e.name(), e.content(), now);
            case NodeRenamed e -> place(e, e.to(), now);
            case NodeMoved e -> place(e, e.to(), e.toName(), now);
            case NodeTrashed e -> trash(e, now);
            case NodeUntrashed e -> place(e, e.parentId(), e.name(), now);
            case VersionAdded e -> state(e, now, state -> state.with(e.version(), e.content()));
            case VersionRestored e -> state(e, now, state -> state.with(e.version(), e.content()));
            case NodeTagged e -> state(e, now, state -> state.withTag(e.tag()));
            case NodeUntagged e -> state(e, now, state -> state.withoutTag(e.tag()));
            case DescriptionChanged e -> state(e, now, state -> state.withDescription(e.to()));
            case ModifiedTimeSet e -> state(e, now, state -> state.withModifiedAt(e.to()));
            case NodeLocked e ->
                state(e, now, state -> state.withLock(new Lock(e.owner().value(), Columns.utc(e.expiresAt()))));
            case NodeUnlocked e -> state(e, now, state -> state.withLock(null));
            case HoldPlaced e -> state(e, now, state -> state.withHold(true));
            case HoldLifted e -> state(e, now, state -> state.withHold(false));
            case NodeCopied _, ConflictRecorded _, ConflictResolved _, RetentionSet _, VersionsPruned _ ->
                state(event, now, state -> state);
            case NodePurged _ -> throw new IllegalArgumentException("a purge is not folded: " + event.nodeId());
        }
    }

    private static Identity identity(NodeEvent event, long number, String kind, Occurrence now) {
        return new Identity(event.nodeId().value(), event.spaceId().value(), number, kind, now.at());
    }

    private void create(
            Identity identity,
            @Nullable NodeId parentId,
            String name,
            dev.strata.kernel.node.@Nullable FileContent content,
            Occurrence now) {
        if (!rows.containsKey(identity.nodeId())) {
            Place place = new Place(parentId == null ? null : parentId.value(), name, null, null, now.position());
            put(identity, place, NO_END);
            put(new NodeRow(identity, place, State.first(content, now)));
        }
    }

    private void place(NodeRenamed event, String name, Occurrence now) {
        NodeRow row = rows.get(event.nodeId().value());
        if (row != null) {
            Place before = row.place();
            replace(
                    row,
                    new Place(before.parentId(), name, before.trashedAt(), before.trashedBy(), now.position()),
                    row.state().touched(now),
                    now);
        }
    }

    private void place(NodeEvent event, NodeId parentId, String name, Occurrence now) {
        NodeRow row = rows.get(event.nodeId().value());
        if (row != null) {
            replace(
                    row,
                    new Place(parentId.value(), name, null, null, now.position()),
                    row.state().touched(now),
                    now);
        }
    }

    private void trash(NodeTrashed event, Occurrence now) {
        NodeRow row = rows.get(event.nodeId().value());
        if (row != null) {
            Place before = row.place();
            replace(
                    row,
                    new Place(before.parentId(), before.name(), now.at(), now.actor(), now.position()),
                    row.state().touched(now),
                    now);
        }
    }

    private interface Change {
        State of(State touched);
    }

    private void state(NodeEvent event, Occurrence now, Change change) {
        NodeRow row = rows.get(event.nodeId().value());
        if (row != null) {
            replace(row, row.place(), change.of(row.state().touched(now)), now);
        }
    }

    private void replace(NodeRow row, Place place, State state, Occurrence now) {
        if (row.state().version() < now.version()) {
            past.add(new Past(row, now.position()));
            if (place.since() == now.position()) {
                put(row.identity(), row.place(), now.position());
                put(row.identity(), place, NO_END);
            }
            put(new NodeRow(row.identity(), place, state));
        }
    }

    private void put(Identity identity, Place place, long until) {
        places.put(new PlaceKey(identity.nodeId(), place.since()), new Placed(identity, place, until));
    }

    private void put(NodeRow row) {
        rows.put(row.identity().nodeId(), row);
        changed.put(row.identity().nodeId(), row);
    }
}
