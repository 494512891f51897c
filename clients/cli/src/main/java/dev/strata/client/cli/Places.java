package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.Reads;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import dev.strata.client.cli.RemoteName.Home;
import dev.strata.client.cli.RemoteName.Shared;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what people name. */
final class Places {
    private static final int NOT_FOUND = 404;

    private final StrataClient client;
    private final Reads reads;

    Places(StrataClient client, Reads reads) {
        this.client = client;
        this.reads = reads;
    }

    /**
     * Where something is to go.
     *
     * @param name null: each keeps its own
     */
    record Target(Node folder, @Nullable String name) {
        String nameFor(String own) {
            return name == null ? own : name;
        }
    }

    static boolean isFolder(Node node) {
        return node.kind().equals("folder");
    }

    Node node(String text) throws IOException {
        return node(RemoteName.parse(text));
    }

    Node node(RemoteName name) throws IOException {
        return find(name).orElseThrow(() -> new CommandRefused("there is no %s in the drive".formatted(name)));
    }

    Node file(String text) throws IOException {
        Node node = node(text);
        if (isFolder(node)) {
            throw new CommandRefused(text + " is a folder, not a file");
        }
        return node;
    }

    Optional<Node> find(RemoteName name) throws IOException {
        try {
            return Optional.of(
                    switch (name.root()) {
                        case Home _ -> reads.path(name.path());
                        case Shared(String share) -> below(shared(share), name);
                        case RemoteName.Id(String id) -> name.isTop() ? reads.node(id) : reads.path(id, name.path());
                    });
        } catch (StrataProblem e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Node below(Node share, RemoteName name) throws IOException {
        return name.isTop() ? share : reads.path(share.id(), name.path());
    }

    private Node shared(String name) throws IOException {
        if (name.isEmpty()) {
            throw new CommandRefused("name something in it: strata ls shared: lists what is shared with you");
        }
        List<Node> found = Page.all(reads::sharedWithMe).stream()
                .filter(node -> node.name().equals(name))
                .toList();
        return switch (found.size()) {
            case 0 -> throw new CommandRefused("nothing called '%s' is shared with you".formatted(name));
            case 1 -> found.getFirst();
            default ->
                throw new CommandRefused("several things called '%s' are shared with you; write id: and one of %s"
                        .formatted(
                                name,
                                String.join(", ", found.stream().map(Node::id).toList())));
        };
    }

    /** @param several whether more than one thing is to go there, so that it must be a folder */
    @SuppressWarnings("MissingSummary") // the type says it
    Target target(String text, boolean several) throws IOException {
        RemoteName name = RemoteName.parse(text);
        Optional<Node> there = find(name);
        if (there.isPresent() && isFolder(there.get())) {
            return new Target(there.get(), null);
        }
        if (several || name.folder() || name.isTop()) {
            throw new CommandRefused(
                    "%s is no folder in the drive; make it with: strata mkdir %s".formatted(name, name));
        }
        return new Target(node(name.parent()), name.name());
    }

    /** The same, and makes the folders that are missing on the way. */
    Target madeTarget(String text, boolean several) throws IOException {
        RemoteName name = RemoteName.parse(text);
        Optional<Node> there = find(name);
        if (there.isPresent() && isFolder(there.get())) {
            return new Target(there.get(), null);
        }
        if (several || name.folder()) {
            return new Target(makeFolder(name), null);
        }
        return new Target(makeFolder(name.parent()), name.name());
    }

    /** The folder of this name; whatever is missing on the way to it is made. */
    Node makeFolder(RemoteName name) throws IOException {
        Optional<Node> there = find(name);
        if (there.isEmpty()) {
            if (name.isTop()) {
                return node(name);
            }
            return client.createFolder(makeFolder(name.parent()).id(), name.name());
        }
        if (!isFolder(there.get())) {
            throw new CommandRefused(name + " is a file, not a folder");
        }
        return there.get();
    }
}
