package dev.strata.command.undo;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.Grants;
import dev.strata.command.grant.SharedOn;
import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.Description;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.command.node.domain.Tag;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.undo.GrantChanges.Access;
import dev.strata.command.undo.GrantChanges.GrantTarget;
import dev.strata.command.undo.UndoReport.Change;
import dev.strata.command.undo.UndoReport.Conflict;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.command.undo.domain.NodeTarget.Text;
import dev.strata.command.undo.domain.NodeTarget.Time;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings nodes and grants to what they should be, by ordinary commands; one that is refused becomes a conflict. */
final class Restoration {
    private final Dispatch dispatch;
    private final AccountId by;
    private final Grants grants;
    private final SharedOn sharedOn;
    private final UndoLog log;
    private final Map<NodeId, NodeTarget> targets;
    private final Places places;

    Restoration(
            Dispatch dispatch,
            AccountId by,
            Grants grants,
            SharedOn sharedOn,
            UndoLog log,
            Map<NodeId, NodeTarget> targets,
            Places places) {
        this.dispatch = dispatch;
        this.by = by;
        this.grants = grants;
        this.sharedOn = sharedOn;
        this.log = log;
        this.targets = targets;
        this.places = places;
    }

    List<Change> changes() {
        return log.changes();
    }

    List<Conflict> conflicts() {
        return log.conflicts();
    }

    /** Places first, because nothing can be changed in the trash; what goes to the trash goes last. */
    void restore(List<GrantTarget> access) {
        report();
        places.restore();
        targets.values().stream().filter(target -> !target.made()).forEach(this::restoreAttributes);
        access.forEach(this::restoreAccess);
        places.trashTheRest();
    }

    private void report() {
        targets.values().stream().filter(NodeTarget::purged).toList().forEach(target -> {
            log.conflict(target, "purged", "It was removed for good; nobody can bring it back.");
            targets.remove(target.nodeId());
        });
        for (NodeTarget target : targets.values()) {
            if (!target.kept().isEmpty() && !target.made()) {
                log.conflict(target, "changed-since", "Kept as it is now: " + String.join(", ", target.kept()));
            }
        }
    }

    private void restoreAttributes(NodeTarget target) {
        NodeId node = target.nodeId();
        restoreContent(target);
        target.tags()
                .forEach((tag, wanted) -> attempt(
                        target,
                        wanted ? new TagNode(node, by, new Tag(tag)) : new UntagNode(node, by, new Tag(tag)),
                        "tag",
                        wanted ? null : tag,
                        wanted ? tag : null));
        Text description = target.description();
        if (description != null) {
            String text = description.value();
            Description wanted = text == null ? null : new Description(text);
            attempt(target, new DescribeNode(node, by, wanted, null), "description", null, text);
        }
    }

    /** A content brings its own time of change, which need not be the one that was there. */
    private void restoreContent(NodeTarget target) {
        NodeId node = target.nodeId();
        Time time = target.modifiedAt();
        Instant now = time == null ? null : time.now();
        Integer version = target.version();
        if (version != null) {
            NodeAnswer restored =
                    attempt(target, new RestoreVersion(node, by, version, null), "content", null, "version " + version);
            now = restored == null ? now : restored.modifiedAt();
        }
        if (time != null && !Objects.equals(now, time.value())) {
            attempt(target, new SetModifiedTime(node, by, time.value(), null), "modified-time", now, time.value());
        }
    }

    /** What is answered; null if it is refused. */
    private @Nullable NodeAnswer attempt(
            NodeTarget target, NodeCommand command, String what, @Nullable Object from, @Nullable Object to) {
        try {
            NodeAnswer answer = dispatch.send(command);
            log.changed(target, what, from, to);
            return answer;
        } catch (CommandRefused refused) {
            log.refused(target, refused);
            return null;
        }
    }

    private void restoreAccess(GrantTarget grant) {
        NodeId node = grant.key().node();
        if (grant.kept()) {
            log.conflict(
                    node,
                    "changed-since",
                    "Kept as it is now: the access of " + grant.key().grantee());
            return;
        }
        Optional<GrantId> known = grants.find(node, grant.key().grantee());
        Access wanted = grant.target();
        try {
            if (wanted == null) {
                known.ifPresent(id -> sharedOn.send(dispatch, new RevokeAccess(id, by)));
            } else if (known.isPresent()) {
                sharedOn.send(
                        dispatch,
                        new ChangeRole(known.get(), by, Role.of(wanted.role()), wanted.expiresAt(), wanted.mayShare()));
            } else {
                dispatch.send(new GrantAccess(
                        GrantId.random(),
                        by,
                        node,
                        grant.key().grantee(),
                        Role.of(wanted.role()),
                        wanted.expiresAt(),
                        wanted.mayShare()));
            }
            log.changed(node, "grant", role(grant.now()), role(wanted));
        } catch (CommandRefused refused) {
            log.conflict(node, refused.refusal().code(), refused.refusal().detail());
        }
    }

    private static @Nullable String role(@Nullable Access access) {
        return access == null ? null : access.role();
    }
}
