package dev.strata.client.cli;

import dev.strata.client.Node;
import dev.strata.client.Reads;
import dev.strata.client.RemoteName;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what people name. */
final class Places {
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
        return reads.find(name);
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
