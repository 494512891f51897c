package dev.strata.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something is in the drive, as people write it: {@code /docs/a.txt} in one's own space, {@code
 * shared:NAME/a.txt} in what somebody has shared, {@code id:ID/a.txt} below the node with this id.
 *
 * <pre>{@code
 * Optional<Node> plan = client.now().find(RemoteName.parse("shared:team/plan.md"));
 * }</pre>
 *
 * @param root what the names begin at
 * @param folder whether it was written with a slash at its end
 */
public record RemoteName(Root root, List<String> names, boolean folder) {
    private static final String SHARED = "shared:";
    private static final String ID = "id:";

    /** Where a path begins. */
    public sealed interface Root {}

    /** The folder of one's own space. */
    public record Home() implements Root {}

    /** Everything that is shared with one, or the node of this name in it; the name is empty for the former. */
    public record Shared(String name) implements Root {}

    /** Any node. */
    public record Id(String id) implements Root {}

    /**
     * Reads what somebody has written.
     *
     * @throws RemoteNameException if it names nothing
     */
    public static RemoteName parse(String text) {
        boolean folder = text.endsWith("/") || text.equals(SHARED);
        if (text.startsWith(SHARED)) {
            List<String> names = names(text.substring(SHARED.length()), text);
            return names.isEmpty()
                    ? new RemoteName(new Shared(""), names, true)
                    : new RemoteName(new Shared(names.getFirst()), names.subList(1, names.size()), folder);
        }
        if (text.startsWith(ID)) {
            List<String> names = names(text.substring(ID.length()), text);
            if (names.isEmpty()) {
                throw new RemoteNameException("an id is missing: " + text);
            }
            return new RemoteName(new Id(names.getFirst()), names.subList(1, names.size()), folder);
        }
        return new RemoteName(new Home(), names(text, text), folder);
    }

    private static List<String> names(String path, String text) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                throw new RemoteNameException("write the path without '..': " + text);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** Whether nothing is above it that a path could name. */
    public boolean isTop() {
        return names.isEmpty();
    }

    public String name() {
        return names.getLast();
    }

    public RemoteName parent() {
        return new RemoteName(root, names.subList(0, names.size() - 1), true);
    }

    /** From the root on, as the API takes it. */
    public String path() {
        return "/" + String.join("/", names);
    }

    @Override
    public String toString() {
        return switch (root) {
            case Home _ -> path();
            case Shared(String name) -> SHARED + name + (names.isEmpty() ? "" : path());
            case Id(String id) -> ID + id + (names.isEmpty() ? "" : path());
        };
    }
}
