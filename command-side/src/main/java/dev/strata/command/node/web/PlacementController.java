package dev.strata.command.node.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.identity.Profiles;
import dev.strata.command.identity.Profiles.Profile;
import dev.strata.command.identity.UploadTokens;
import dev.strata.command.log.Streams;
import dev.strata.command.node.domain.NodeDecider;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Place;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.tree.Quotas;
import dev.strata.command.tree.SiblingNames;
import dev.strata.command.tree.SiblingNames.Sibling;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.BoundFolder;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says where a path in the caller's home space, or in a folder shared with him, leads, so that an upload that cannot
 * succeed is refused before its bytes come. Promises nothing but room: the command that follows decides.
 */
@RestController
class PlacementController {
    private static final int PATH_LENGTH_MAX = 8_192;

    private final Profiles profiles;
    private final Tree tree;
    private final SiblingNames siblings;
    private final Quotas quotas;
    private final Streams streams;
    private final UploadTokens uploadTokens;

    PlacementController(
            Profiles profiles,
            Tree tree,
            SiblingNames siblings,
            Quotas quotas,
            Streams streams,
            UploadTokens uploadTokens) {
        this.profiles = profiles;
        this.tree = tree;
        this.siblings = siblings;
        this.quotas = quotas;
        this.streams = streams;
        this.uploadTokens = uploadTokens;
    }

    /**
     * What is to be stored where.
     *
     * @param in the folder that the path begins at; null for the caller's home
     * @param size of the content, if it is known: room for it is kept for an hour
     */
    record PlacementRequest(
            String path, @Nullable NodeId in, @Nullable Long size) {}

    private record Start(NodeId folder, SpaceId space) {}

    /**
     * Where the content would go.
     *
     * @param nodeId the file that has the name already; null if none has
     * @param version its ETag; null likewise
     * @param manifestId of its newest content; null likewise
     * @param uploadToken for the command that ends the upload, in place of an access token that may have ended by then
     */
    record Placement(
            SpaceId spaceId,
            NodeId parentId,
            NodeName name,
            @Nullable NodeId nodeId,
            @Nullable Long version,
            @Nullable ManifestId manifestId,
            String uploadToken) {}

    @PostMapping("/v1/placements")
    @Transactional
    public Placement place(Caller caller, @RequestBody PlacementRequest request) {
        List<NodeName> names = names(request.path());
        Start start = start(caller.account(), request.in());
        NodeId folder = start.folder();
        for (NodeName name : names.subList(0, names.size() - 1)) {
            Sibling next =
                    siblings.find(folder, name).orElseThrow(() -> new CommandRefused(NodeRefusal.PARENT_NOT_FOUND));
            if (!next.folder()) {
                requireInBounds(folder, caller.account());
                throw new CommandRefused(NodeRefusal.NOT_A_FOLDER);
            }
            folder = next.nodeId();
        }
        requireInBounds(folder, caller.account());
        Sibling there = siblings.find(folder, names.getLast()).orElse(null);
        if (there != null && there.folder()) {
            throw new CommandRefused(NodeRefusal.NOT_A_FILE);
        }
        if (request.size() != null) {
            quotas.reserve(
                    start.space(), caller.account(), start.folder() + request.path(), Math.max(0, request.size()));
        }
        return new Placement(
                start.space(),
                folder,
                names.getLast(),
                there == null ? null : there.nodeId(),
                there == null ? null : there.version(),
                there == null ? null : newest(there.nodeId()),
                uploadTokens.issue(caller));
    }

    /** Whoever may not write to the folder does not learn what is in it. */
    private Start start(AccountId account, @Nullable NodeId in) {
        if (in == null) {
            Profile home = profiles.of(account);
            return new Start(home.rootFolderId(), home.homeSpaceId());
        }
        Place folder = tree.find(in, account).orElse(null);
        NodeDecider.cannotHold(folder).ifPresent(no -> {
            throw new CommandRefused(no);
        });
        return new Start(
                in,
                Objects.requireNonNull(folder, "what is nowhere holds nothing").spaceId());
    }

    /** Whoever is bound to a folder learns nothing of those that are beside or above it, though the path leads through them. */
    private void requireInBounds(NodeId folder, AccountId account) {
        if (BoundFolder.of(account) != null && tree.find(folder, account).isEmpty()) {
            throw new CommandRefused(NodeRefusal.PARENT_NOT_FOUND);
        }
    }

    /** Null if the file has gone in this moment. */
    private @Nullable ManifestId newest(NodeId file) {
        Node node = streams.nodes(List.of(file)).get(file);
        Versions versions = node == null ? null : node.versions();
        return versions == null ? null : versions.content().manifestId();
    }

    private static List<NodeName> names(String path) {
        if (path.length() > PATH_LENGTH_MAX) {
            throw invalid("a path has at most %d characters".formatted(PATH_LENGTH_MAX));
        }
        List<NodeName> names = new ArrayList<>();
        for (String part : (path.startsWith("/") ? path.substring(1) : path).split("/", -1)) {
            try {
                names.add(new NodeName(part));
            } catch (IllegalArgumentException e) {
                throw invalid(String.valueOf(e.getMessage()));
            }
        }
        return names;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "path: " + message);
    }
}
