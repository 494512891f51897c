package dev.strata.command.node.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.content.ContentReceipts.Stored;
import dev.strata.command.log.Streams;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.command.tree.OutrunException;
import dev.strata.command.tree.Quotas;
import dev.strata.command.tree.SiblingNames;
import dev.strata.command.tree.SiblingNames.Sibling;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts stored content into the tree as the caller's {@link ConflictPolicy} says. */
@Component
public class Uploads {
    private final NodeNumbers numbers;
    private final SiblingNames siblings;
    private final Streams streams;
    private final Quotas quotas;
    private final Clock clock;

    Uploads(NodeNumbers numbers, SiblingNames siblings, Streams streams, Quotas quotas, Clock clock) {
        this.numbers = numbers;
        this.siblings = siblings;
        this.streams = streams;
        this.quotas = quotas;
        this.clock = clock;
    }

    public ResponseEntity<?> create(
            Dispatch dispatch, Caller caller, NodeId parent, NodeName name, Stored stored, ConflictPolicy policy) {
        redeem(caller, stored);
        return switch (policy) {
            case FAIL -> createNew(dispatch, caller, parent, name, stored);
            case KEEP_BOTH ->
                siblings.takeFree(parent, name, free -> createNew(dispatch, caller, parent, free, stored));
            case OVERWRITE -> overwrite(dispatch, caller, parent, name, stored);
        };
    }

    private ResponseEntity<?> overwrite(Dispatch dispatch, Caller caller, NodeId parent, NodeName name, Stored stored) {
        Optional<NodeId> file = file(parent, name);
        try {
            if (file.isEmpty()) {
                return createNew(dispatch, caller, parent, name, stored);
            }
            ResponseEntity<?> added = addNewest(dispatch, caller, file.get(), stored);
            if (!file(parent, name).equals(file)) {
                throw new OutrunException();
            }
            return added;
        } catch (CommandRefused refused) {
            throw file(parent, name).equals(file) ? named(refused) : new OutrunException(refused);
        }
    }

    /** Whoever may not see the folder is told the same whether the name is in it or not. */
    private static CommandRefused named(CommandRefused refused) {
        return refused.refusal() == NodeRefusal.NODE_NOT_FOUND
                ? new CommandRefused(NodeRefusal.PARENT_NOT_FOUND)
                : refused;
    }

    private Optional<NodeId> file(NodeId parent, NodeName name) {
        return siblings.find(parent, name).filter(sibling -> !sibling.folder()).map(Sibling::nodeId);
    }

    private ResponseEntity<?> createNew(Dispatch dispatch, Caller caller, NodeId parent, NodeName name, Stored stored) {
        NodeAnswer node = dispatch.send(
                new CreateFile(NodeId.random(), caller.account(), parent, name, numbers.next(), stored.content()));
        return NodeResponses.created(node);
    }

    private static ResponseEntity<?> addNewest(Dispatch dispatch, Caller caller, NodeId file, Stored stored) {
        return NodeResponses.added(
                dispatch.<NodeAnswer>send(new AddVersion(file, caller.account(), stored.content(), null)));
    }

    public ResponseEntity<?> addVersion(
            Dispatch dispatch, Caller caller, NodeId file, @Nullable Long base, Stored stored, ConflictPolicy policy) {
        redeem(caller, stored);
        return switch (policy) {
            case FAIL -> addTo(dispatch, caller, file, base, stored);
            case KEEP_BOTH -> {
                try {
                    yield addTo(dispatch, caller, file, base, stored);
                } catch (CommandRefused e) {
                    if (e.refusal() != NodeRefusal.VERSION_CONFLICT) {
                        throw e;
                    }
                    yield keepBeside(
                            dispatch,
                            caller,
                            file,
                            base,
                            (NodeAnswer) e.members().get("head"),
                            stored);
                }
            }
            case OVERWRITE -> addNewest(dispatch, caller, file, stored);
        };
    }

    private static ResponseEntity<?> addTo(
            Dispatch dispatch, Caller caller, NodeId file, @Nullable Long base, Stored stored) {
        return NodeResponses.added(
                dispatch.<NodeAnswer>send(new AddVersion(file, caller.account(), stored.content(), base)));
    }

    /** The conflict copy: its name says whose it is and of which day. */
    private ResponseEntity<?> keepBeside(
            Dispatch dispatch,
            Caller caller,
            NodeId file,
            @Nullable Long base,
            @Nullable NodeAnswer head,
            Stored stored) {
        NodeAnswer known = Objects.requireNonNull(head, "a version conflict shows the head");
        NodeId parent = Objects.requireNonNull(known.parentId(), "a file is in a folder");
        int newest = Objects.requireNonNull(known.contentVersion(), "a file has a content");
        Object whose = caller.device() == null ? caller.account() : caller.device();
        String suffix = " (conflict %s %s)".formatted(shortened(whose), LocalDate.now(clock));
        NodeName name = SiblingNames.withSuffix(new NodeName(known.name()), suffix);
        NodeAnswer copy = createBeside(dispatch, caller, parent, name, stored);
        return NodeResponses.created(dispatch.<NodeAnswer>send(
                new RecordConflict(copy.id(), caller.account(), file, contentVersion(file, base), newest)));
    }

    /** The folder was there a moment ago, when the file in it had another version. */
    private NodeAnswer createBeside(Dispatch dispatch, Caller caller, NodeId parent, NodeName name, Stored stored) {
        try {
            return siblings.takeFree(
                    parent,
                    name,
                    free -> dispatch.send(new CreateFile(
                            NodeId.random(), caller.account(), parent, free, numbers.next(), stored.content())));
        } catch (CommandRefused refused) {
            boolean gone = refused.refusal() == NodeRefusal.PARENT_TRASHED
                    || refused.refusal() == NodeRefusal.PARENT_NOT_FOUND;
            throw gone ? new OutrunException(refused) : refused;
        }
    }

    private @Nullable Integer contentVersion(NodeId file, @Nullable Long nodeVersion) {
        if (nodeVersion == null) {
            return null;
        }
        Node node = streams.nodes(List.of(file)).get(file);
        Versions versions = node == null ? null : node.versions();
        return versions == null ? null : versions.numberAt(nodeVersion).orElse(null);
    }

    /** What was kept free for it is about to be used. */
    private void redeem(Caller caller, Stored stored) {
        quotas.redeem(stored.space(), caller.account(), stored.content().size());
    }

    private static String shortened(Object id) {
        String text = id.toString();
        return text.substring(text.length() - 6);
    }
}
