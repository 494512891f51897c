package dev.strata.command.copy;

import dev.strata.command.CommandRefused;
import dev.strata.command.copy.SourceTree.Source;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeDecider;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Place;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.command.tree.OutrunException;
import dev.strata.command.tree.SiblingNames;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Copies a file or a whole folder: new nodes with the newest contents of the old ones. No byte is copied. */
@Component
public class Copies {
    private final Tree tree;
    private final SourceTree sources;
    private final SiblingNames siblings;
    private final NodeNumbers numbers;

    Copies(Tree tree, SourceTree sources, SiblingNames siblings, NodeNumbers numbers) {
        this.tree = tree;
        this.sources = sources;
        this.siblings = siblings;
        this.numbers = numbers;
    }

    /**
     * The copy; whoever may read the source may copy it to wherever he may create.
     *
     * @param keepBoth whether to take the next free name if the folder has that name already
     */
    public NodeAnswer copy(
            Dispatch dispatch, AccountId by, NodeId source, NodeId parent, NodeName wanted, boolean keepBoth) {
        waitForOthers(by, source, parent);
        Place from = tree.find(source, by)
                .filter(place -> place.role() != null)
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
        if (from.trashed() || from.trashedAbove()) {
            throw new CommandRefused(NodeRefusal.NODE_TRASHED);
        }
        Place to = tree.find(parent, by).orElseThrow(() -> new CommandRefused(NodeRefusal.PARENT_NOT_FOUND));
        List<Source> nodes = sources.read(source);
        int deepest = nodes.stream().mapToInt(Source::depth).max().orElse(0);
        if (to.ancestors().size() + 1 + deepest >= NodeDecider.DEPTH_MAX) {
            throw new CommandRefused(NodeRefusal.TOO_DEEP);
        }
        Node top = nodes.getFirst().node();
        NodeAnswer copy = keepBoth
                ? siblings.takeFree(parent, wanted, free -> create(dispatch, by, top, parent, free))
                : create(dispatch, by, top, parent, wanted);
        NodeAnswer noted = note(dispatch, new NoteCopy(copy.id(), by, source));
        Map<NodeId, NodeId> copies = new HashMap<>(Map.of(source, copy.id()));
        for (Source below : nodes.subList(1, nodes.size())) {
            Node node = below.node();
            NodeId folder = Objects.requireNonNull(copies.get(node.parentId()), "parents come before children");
            NodeAnswer made = create(dispatch, by, node, folder, new NodeName(node.name()));
            copies.put(node.nodeId(), made.id());
        }
        return noted;
    }

    /**
     * Of two folders that are copied into each other at once, the second copy has the first in it; and an undo that takes
     * away the source either takes the copy with it, or leaves nothing to copy.
     */
    private void waitForOthers(AccountId by, NodeId source, NodeId parent) {
        Stream.of(source, parent)
                .flatMap(node -> tree.find(node, by).stream())
                .map(Place::spaceId)
                .distinct()
                .sorted(Comparator.comparing(SpaceId::value))
                .forEach(tree::lock);
    }

    /** A node that was just made takes the note, unless somebody has put its folder into the trash since, or worse. */
    private static NodeAnswer note(Dispatch dispatch, NoteCopy command) {
        try {
            return dispatch.send(command);
        } catch (CommandRefused refused) {
            throw new OutrunException(refused);
        }
    }

    private NodeAnswer create(Dispatch dispatch, AccountId by, Node node, NodeId parent, NodeName name) {
        Versions versions = node.versions();
        return versions == null
                ? dispatch.send(new CreateFolder(NodeId.random(), by, parent, name, numbers.next()))
                : dispatch.send(
                        new CreateFile(NodeId.random(), by, parent, name, numbers.next(), content(node, versions)));
    }

    private static FileContent content(Node node, Versions versions) {
        FileContent content = versions.content();
        return new FileContent(
                content.manifestId(),
                content.size(),
                content.sha256(),
                content.sha256Verified(),
                content.mediaType(),
                node.attributes().modifiedAt());
    }
}
