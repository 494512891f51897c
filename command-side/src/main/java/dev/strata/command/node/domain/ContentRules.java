package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeRefusal.FORBIDDEN;
import static dev.strata.command.node.domain.NodeRefusal.LEGAL_HOLD;
import static dev.strata.command.node.domain.NodeRefusal.NO_CONFLICT;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_CONFLICT;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_NOT_FOUND;
import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeCommand.ResolveConflict;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.kernel.refusal.Decision;
import java.util.List;
import java.util.Optional;

/** What a file holds, held and no longer holds. */
final class ContentRules {
    private ContentRules() {}

    static Decision<NodeEvent> addVersion(AddVersion c, Node node, Versions versions) {
        if (versions.content().hasBytesOf(c.content())) {
            return unchanged();
        }
        Long base = c.base();
        if (base != null && (base < node.contentSince() || base > node.version())) {
            return refuse(VERSION_CONFLICT);
        }
        return accept(new VersionAdded(c.nodeId(), node.spaceId(), versions.number() + 1, c.content()));
    }

    static Decision<NodeEvent> restore(RestoreVersion c, Node node, Versions versions) {
        if (node.isStale(c.expected())) {
            return refuse(VERSION_CONFLICT);
        }
        Optional<FileContent> content = versions.find(c.version());
        if (content.isEmpty()) {
            return refuse(VERSION_NOT_FOUND);
        }
        if (versions.content().hasBytesOf(content.get())) {
            return unchanged();
        }
        return accept(
                new VersionRestored(c.nodeId(), node.spaceId(), versions.number() + 1, c.version(), content.get()));
    }

    /** The newest version always stays, and whoever may remove for good may prune. */
    static Decision<NodeEvent> prune(PruneVersions c, Node node, Versions versions, Surroundings around) {
        Place here = around.here();
        if (here == null || !here.allows(Role.OWNER)) {
            return refuse(FORBIDDEN);
        }
        if (around.held()) {
            return refuse(LEGAL_HOLD);
        }
        List<Integer> there = c.versions().stream()
                .filter(number ->
                        number != versions.number() && versions.find(number).isPresent())
                .sorted()
                .distinct()
                .toList();
        return there.isEmpty() ? unchanged() : accept(new VersionsPruned(c.nodeId(), node.spaceId(), there, c.rule()));
    }

    static Decision<NodeEvent> recordConflict(RecordConflict c, Node node) {
        return node.version() > 1
                ? unchanged()
                : accept(new ConflictRecorded(c.nodeId(), node.spaceId(), c.original(), c.base(), c.head()));
    }

    static Decision<NodeEvent> resolveConflict(ResolveConflict c, Node node) {
        NodeId original = node.attributes().conflict();
        return original == null
                ? refuse(NO_CONFLICT)
                : accept(new ConflictResolved(
                        c.nodeId(), node.spaceId(), original, c.resolution().text()));
    }
}
