package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeRefusal.FORBIDDEN;
import static dev.strata.command.node.domain.NodeRefusal.NODE_LOCKED;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FILE;
import static dev.strata.command.node.domain.NodeRefusal.NOT_A_FOLDER;
import static dev.strata.command.node.domain.NodeRefusal.TOO_MANY_TAGS;
import static dev.strata.command.node.domain.NodeRefusal.VERSION_CONFLICT;
import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.node.domain.Attributes.Lock;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LiftHold;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.HoldLifted;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.refusal.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a node has besides its place and its content. */
final class AttributeRules {
    private AttributeRules() {}

    static Decision<NodeEvent> tag(TagNode c, Node node) {
        List<String> tags = node.attributes().tags();
        if (tags.contains(c.tag().value())) {
            return unchanged();
        }
        return tags.size() >= Attributes.TAGS_MAX
                ? refuse(TOO_MANY_TAGS)
                : accept(new NodeTagged(c.nodeId(), node.spaceId(), c.tag().value()));
    }

    static Decision<NodeEvent> untag(UntagNode c, Node node) {
        return node.attributes().tags().contains(c.tag().value())
                ? accept(new NodeUntagged(c.nodeId(), node.spaceId(), c.tag().value()))
                : unchanged();
    }

    static Decision<NodeEvent> describe(DescribeNode c, Node node) {
        if (node.isStale(c.expected())) {
            return refuse(VERSION_CONFLICT);
        }
        String before = node.attributes().description();
        String after = c.description() == null ? null : c.description().value();
        return Objects.equals(before, after)
                ? unchanged()
                : accept(new DescriptionChanged(c.nodeId(), node.spaceId(), before, after));
    }

    static Decision<NodeEvent> setModifiedTime(SetModifiedTime c, Node node) {
        if (node.isStale(c.expected())) {
            return refuse(VERSION_CONFLICT);
        }
        Instant before = node.attributes().modifiedAt();
        return Objects.equals(before, c.modifiedAt())
                ? unchanged()
                : accept(new ModifiedTimeSet(c.nodeId(), node.spaceId(), before, c.modifiedAt()));
    }

    static Decision<NodeEvent> lock(LockNode c, Node node) {
        if (node.versions() == null) {
            return refuse(NOT_A_FILE);
        }
        Lock wanted = new Lock(c.by(), c.expiresAt());
        return wanted.equals(node.attributes().lock())
                ? unchanged()
                : accept(new NodeLocked(c.nodeId(), node.spaceId(), wanted.owner(), wanted.expiresAt()));
    }

    static Decision<NodeEvent> unlock(UnlockNode c, Node node, Place here, Instant now) {
        Lock lock = node.attributes().lock();
        if (lock == null || !lock.isLive(now)) {
            return unchanged();
        }
        if (lock.owner().equals(c.by())) {
            return accept(new NodeUnlocked(c.nodeId(), node.spaceId(), lock.owner(), false));
        }
        if (!c.breaking()) {
            return refuse(NODE_LOCKED);
        }
        return here.allows(Role.OWNER)
                ? accept(new NodeUnlocked(c.nodeId(), node.spaceId(), lock.owner(), true))
                : refuse(FORBIDDEN);
    }

    static Decision<NodeEvent> setRetention(SetRetention c, Node node) {
        if (node.versions() != null) {
            return refuse(NOT_A_FOLDER);
        }
        return Objects.equals(node.attributes().retention(), c.retention())
                ? unchanged()
                : accept(new RetentionSet(c.nodeId(), node.spaceId(), c.retention()));
    }

    static Decision<NodeEvent> placeHold(PlaceHold c, Node node) {
        return node.attributes().held() ? unchanged() : accept(new HoldPlaced(c.nodeId(), node.spaceId(), c.reason()));
    }

    static Decision<NodeEvent> liftHold(LiftHold c, Node node) {
        return node.attributes().held() ? accept(new HoldLifted(c.nodeId(), node.spaceId())) : unchanged();
    }
}
