package dev.strata.client.sync;

import dev.strata.client.sync.RemoteDrive.Changes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the server, in memory: one name a folder, versions, no circles, a trash, conflict copies, and a feed that
 * shows the newest state of each node, late.
 */
final class SimulatedServer {
    static final String ROOT = "root";
    private static final int PAGE_MAX = 4;

    private final Random random;
    private Map<String, Node> nodes = new TreeMap<>();
    private Map<String, Told> projected = new TreeMap<>();
    private final List<Node> log = new ArrayList<>();
    private int applied;
    private long told;
    private int epoch;
    private long horizon;
    private int made;
    private @Nullable Map<String, Node> backup;
    boolean late;

    /** Folders into which nothing may be moved. */
    final Set<String> closed = new HashSet<>();

    SimulatedServer(Random random) {
        this.random = random;
        change(new Node(ROOT, "", "", true, 1, 1, List.of(), false));
        project();
    }

    /** @param contents all that it ever had, the newest last */
    record Node(
            String id,
            String parent,
            String name,
            boolean folder,
            long version,
            long contentSince,
            List<String> contents,
            boolean trashed) {
        Node at(String otherParent, String otherName) {
            return new Node(id, otherParent, otherName, folder, version + 1, contentSince, contents, trashed);
        }

        Node with(String content) {
            List<String> all = new ArrayList<>(contents);
            all.add(content);
            return new Node(id, parent, name, folder, version + 1, version + 1, List.copyOf(all), trashed);
        }

        Node trashed(boolean to) {
            return new Node(id, parent, name, folder, version + 1, contentSince, contents, to);
        }

        @Nullable
        String content() {
            return folder ? null : contents.getLast();
        }

        RemoteNode shown() {
            String content = content();
            return new RemoteNode(
                    id,
                    new Place(parent, name),
                    folder,
                    version,
                    contents.size(),
                    content,
                    content == null ? 0 : content.length(),
                    null,
                    trashed);
        }
    }

    private record Told(long seq, Node node) {}

    private void change(Node node) {
        nodes.put(node.id(), node);
        log.add(node);
    }

    private void project() {
        int until = late ? applied + random.nextInt(log.size() - applied + 1) : log.size();
        for (; applied < until; applied++) {
            Node node = log.get(applied);
            Told before = projected.get(node.id());
            projected.put(node.id(), new Told(++told, node));
            if (before != null && before.node().trashed() && !node.trashed()) {
                renumberBelow(node.id());
            }
        }
    }

    private void renumberBelow(String folder) {
        for (Told row : List.copyOf(projected.values())) {
            if (row.node().parent().equals(folder) && !row.node().trashed()) {
                projected.put(row.node().id(), new Told(++told, row.node()));
                renumberBelow(row.node().id());
            }
        }
    }

    Changes changes(@Nullable String cursor) {
        project();
        if (cursor == null) {
            return snapshot(told, "");
        }
        String[] parts = cursor.split(":", -1);
        if (!parts[0].equals(Integer.toString(epoch))) {
            throw new FeedResetException("epoch", false);
        }
        long since = Long.parseLong(parts[1]);
        if (since < horizon) {
            throw new FeedResetException("expired", true);
        }
        if (parts.length == 3) {
            return snapshot(since, parts[2]);
        }
        List<Told> newer = projected.values().stream()
                .filter(row -> row.seq() > since)
                .sorted(Comparator.comparing(Told::seq))
                .limit(1 + random.nextInt(PAGE_MAX))
                .toList();
        long to = newer.isEmpty() ? since : newer.getLast().seq();
        return page(epoch + ":" + to, to < told, newer);
    }

    private Changes snapshot(long since, String after) {
        List<Told> some = projected.values().stream()
                .filter(row -> row.node().id().compareTo(after) > 0)
                .limit(PAGE_MAX)
                .toList();
        List<Told> visible =
                some.stream().filter(row -> isProjectedAlive(row.node())).toList();
        boolean end = some.size() < PAGE_MAX;
        return end
                ? page(epoch + ":" + since, told > since, visible)
                : page(epoch + ":" + since + ":" + some.getLast().node().id(), true, visible);
    }

    private boolean isProjectedAlive(Node node) {
        Node at = node;
        while (!at.trashed()) {
            if (at.id().equals(ROOT)) {
                return true;
            }
            Told above = projected.get(at.parent());
            if (above == null) {
                return false;
            }
            at = above.node();
        }
        return false;
    }

    private static Changes page(String to, boolean more, List<Told> rows) {
        return new Changes(
                to, more, rows.stream().map(row -> row.node().shown()).toList());
    }

    // Commands

    Node createFolder(String parent, String name) {
        requireRoom(parent, name, null);
        return make(parent, name, true, List.of());
    }

    Node createFile(String parent, String name, String content) {
        requireRoom(parent, name, null);
        return make(parent, name, false, List.of(content));
    }

    private Node make(String parent, String name, boolean folder, List<String> contents) {
        Node node = new Node("n%04d".formatted(++made), parent, name, folder, 1, 1, contents, false);
        change(node);
        return node;
    }

    Node addVersion(String id, long base, String content, String whose) {
        Node node = live(id);
        if (node.folder()) {
            throw refuse("not-a-file");
        }
        if (content.equals(node.content())) {
            return node;
        }
        if (base < node.contentSince() || base > node.version()) {
            String stem = node.name() + " (conflict " + whose + ")";
            String free = stem;
            for (int number = 2; isTaken(node.parent(), free, null); number++) {
                free = stem + " (" + number + ")";
            }
            return make(node.parent(), free, false, List.of(content));
        }
        change(node.with(content));
        return nodes.get(id);
    }

    Node move(String id, @Nullable Long version, Place to) {
        Node node = live(id);
        requireVersion(node, version);
        requireRoom(to.parentId(), to.name(), id);
        if (closed.contains(to.parentId())) {
            throw refuse("forbidden");
        }
        for (Node at = nodes.get(to.parentId()); at != null; at = nodes.get(at.parent())) {
            if (at.id().equals(id)) {
                throw refuse("inside-itself");
            }
        }
        change(node.at(to.parentId(), to.name()));
        return nodes.get(id);
    }

    long trash(String id, @Nullable Long version) {
        Node node = nodes.get(id);
        if (node != null && node.trashed()) {
            return node.version();
        }
        requireVersion(live(id), version);
        change(live(id).trashed(true));
        return nodes.get(id).version();
    }

    void untrash(String id) {
        Node node = nodes.get(id);
        if (node.trashed() && isAlive(node.parent()) && !isTaken(node.parent(), node.name(), id)) {
            change(node.trashed(false));
        }
    }

    private void requireRoom(String parent, String name, @Nullable String except) {
        Node folder = nodes.get(parent);
        if (folder == null || !folder.folder()) {
            throw refuse("parent-not-found");
        }
        if (!isAlive(parent)) {
            throw refuse("parent-trashed");
        }
        if (isTaken(parent, name, except)) {
            throw refuse("name-taken");
        }
    }

    private boolean isTaken(String parent, String name, @Nullable String except) {
        return nodes.values().stream()
                .anyMatch(node -> node.parent().equals(parent)
                        && !node.trashed()
                        && Names.key(node.name()).equals(Names.key(name))
                        && !node.id().equals(except));
    }

    private static void requireVersion(Node node, @Nullable Long version) {
        if (version != null && node.version() != version) {
            throw refuse("version-conflict");
        }
    }

    private Node live(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw refuse("node-not-found");
        }
        if (!isAlive(id)) {
            throw refuse("node-trashed");
        }
        return node;
    }

    private static RefusedException refuse(String code) {
        return new RefusedException(code, code);
    }

    boolean isAlive(String id) {
        Node node = nodes.get(id);
        return node != null && !node.trashed() && (id.equals(ROOT) || isAlive(node.parent()));
    }

    // What only tests ask

    @Nullable
    Node node(String id) {
        return nodes.get(id);
    }

    List<Node> alive() {
        return nodes.values().stream()
                .filter(node -> !node.id().equals(ROOT) && isAlive(node.id()))
                .toList();
    }

    List<Node> trash() {
        return nodes.values().stream().filter(Node::trashed).toList();
    }

    /** By path; folders have no content. */
    Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        for (Node node : alive()) {
            tree.put(path(node), Objects.requireNonNullElse(node.content(), "/"));
        }
        return tree;
    }

    private String path(Node node) {
        return node.parent().equals(ROOT) ? node.name() : path(nodes.get(node.parent())) + "/" + node.name();
    }

    Set<String> everything() {
        Set<String> contents = new HashSet<>();
        nodes.values().forEach(node -> contents.addAll(node.contents()));
        return contents;
    }

    void backUp() {
        backup = new TreeMap<>(nodes);
    }

    /** Says no more what has gone so far. */
    void forgetTombstones() {
        project();
        horizon = told;
    }

    /** Forgets what came after the backup, and begins a new feed. */
    boolean restore() {
        if (backup == null) {
            return false;
        }
        nodes = new TreeMap<>(backup);
        projected = new TreeMap<>();
        log.clear();
        log.addAll(nodes.values());
        applied = 0;
        epoch++;
        for (; applied < log.size(); applied++) {
            projected.put(log.get(applied).id(), new Told(++told, log.get(applied)));
        }
        return true;
    }
}
