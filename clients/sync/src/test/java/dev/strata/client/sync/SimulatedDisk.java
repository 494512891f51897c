package dev.strata.client.sync;

import dev.strata.client.sync.Scan.Entry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A disk in memory that knows names by case. Its clock is its own. */
final class SimulatedDisk implements LocalTree {
    private final Thing root = new Thing(0, 0, null, 0);
    private final Map<Path, Thing> temporaries = new HashMap<>();
    private final boolean scansAtOnce;
    boolean full;
    private long clock;
    private int made;
    private int disks;
    private @Nullable Mount unmounted;
    private final List<Thing> outOfSight = new ArrayList<>();
    final Set<String> unreadable = new HashSet<>();

    /** Files that somebody writes to whenever they are looked at. */
    final Set<String> busy = new HashSet<>();

    /** What is not kept in sync, whatever the planner thinks: a symbolic link, or what a rule leaves out. */
    Scope scope = Scope.ALL;

    /** Files that are known, and cannot be read any more. */
    final Set<String> denied = new HashSet<>();

    Chaos chaos = Chaos.NONE;

    SimulatedDisk(long clock, boolean scansAtOnce) {
        this.clock = clock;
        this.scansAtOnce = scansAtOnce;
    }

    /** A file or folder. */
    static final class Thing {
        private int disk;
        private int number;
        private @Nullable String content;
        private long modified;
        private final Map<String, Thing> children = new TreeMap<>();

        private Thing(int disk, int number, @Nullable String content, long modified) {
            this.disk = disk;
            this.number = number;
            this.content = content;
            this.modified = modified;
        }

        boolean isFolder() {
            return content == null;
        }

        Fingerprint fingerprint() {
            String key = "(dev=%d,ino=%d) 1".formatted(disk, number);
            return content == null ? Fingerprint.ofFolder(key) : new Fingerprint(key, content.length(), modified);
        }
    }

    /** A disk that is not there now: what it held, and where. */
    private record Mount(Thing folder, String name, Thing content) {}

    // What users do

    @Nullable
    Thing at(String path) {
        Thing thing = root;
        if (path.isEmpty()) {
            return thing;
        }
        for (String name : path.split("/", -1)) {
            thing = thing.children.get(name);
            if (thing == null) {
                return null;
            }
        }
        return thing;
    }

    @Nullable
    String content(String path) {
        Thing thing = at(path);
        return thing == null ? null : thing.content;
    }

    private Thing folderOf(String path) {
        Thing folder = at(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        if (folder == null) {
            throw new IllegalStateException("no folder for " + path);
        }
        return folder;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A new file, also in place of another. */
    void create(String path, String content) {
        Thing folder = folderOf(path);
        folder.children.put(name(path), new Thing(folder.disk, ++made, content, ++clock));
    }

    void overwrite(String path, String content) {
        Thing file = at(path);
        if (file != null) {
            file.content = content;
            file.modified = ++clock;
        }
    }

    void makeFolder(String path) {
        Thing folder = folderOf(path);
        folder.children.put(name(path), new Thing(folder.disk, ++made, null, 0));
    }

    void remove(String path) {
        folderOf(path).children.remove(name(path));
    }

    void rename(String from, String to) {
        Thing thing = folderOf(from).children.remove(name(from));
        put(thing, to);
    }

    private void put(Thing thing, String path) {
        Thing folder = folderOf(path);
        if (thing.disk != folder.disk) {
            copy(thing, folder.disk);
        }
        folder.children.put(name(path), thing);
    }

    /** What goes to another disk is another thing there. */
    private void copy(Thing thing, int disk) {
        thing.disk = disk;
        thing.number = ++made;
        thing.children.values().forEach(child -> copy(child, disk));
    }

    /** Has a disk of its own hold what a folder holds. */
    void mount(String path) {
        Thing folder = at(path);
        if (folder != null) {
            copy(folder, ++disks);
        }
    }

    /** Whether a folder is a disk's own. */
    boolean isMounted(String path) {
        Thing folder = at(path);
        return folder != null && folder.isFolder() && folder.disk != folderOf(path).disk;
    }

    /** As when somebody cleans up. */
    void removeLeftOut() {
        removeLeftOut("", root);
    }

    private void removeLeftOut(String path, Thing folder) {
        folder.children.entrySet().removeIf(child -> {
            String below = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
            removeLeftOut(below, child.getValue());
            return scope.leavesOut(below, child.getValue().isFolder());
        });
    }

    /** Whether nobody can move or remove it, because a disk is mounted in it. */
    boolean isBusy(String path) {
        Thing thing = at(path);
        return thing != null && (isMounted(path) || holdsMounts(thing));
    }

    private static boolean holdsMounts(Thing thing) {
        return thing.children.values().stream().anyMatch(child -> child.disk != thing.disk || holdsMounts(child));
    }

    /**
     * Takes a disk away.
     *
     * @param empty whether an empty folder is left in its place
     */
    void unmount(String path, boolean empty) {
        Thing folder = folderOf(path);
        Thing disk = folder.children.remove(name(path));
        unmounted = new Mount(folder, name(path), disk);
        outOfSight.add(disk);
        if (empty) {
            makeFolder(path);
        }
    }

    boolean isUnmounted() {
        return unmounted != null;
    }

    void remount() {
        if (unmounted != null) {
            Thing below = unmounted.folder.children.put(unmounted.name, unmounted.content);
            if (below != null) {
                outOfSight.add(below);
            }
            unmounted = null;
        }
    }

    /** Contents that are on a disk whose place has gone meanwhile, or lie under one that was mounted over them. */
    Set<String> outOfSight() {
        Set<String> contents = new HashSet<>();
        for (Thing thing : outOfSight) {
            Map<String, String> tree = new TreeMap<>();
            collect("", thing, tree);
            contents.addAll(tree.values());
        }
        return contents;
    }

    /** By path; folders have no content. */
    Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        collect("", root, tree);
        return tree;
    }

    private static void collect(String path, Thing folder, Map<String, String> into) {
        folder.children.forEach((name, thing) -> {
            String below = path.isEmpty() ? name : path + "/" + name;
            into.put(below, thing.content == null ? "/" : thing.content);
            collect(below, thing, into);
        });
    }

    // What the client does

    @Override
    public Scan scan() {
        List<Entry> entries = new ArrayList<>();
        Set<String> holding = new HashSet<>();
        scan("", root, entries, holding);
        chaos.crash();
        Set<String> unknown = new HashSet<>(unreadable);
        unknown.addAll(busy);
        Set<String> keys = new HashSet<>();
        busy.forEach(path -> Optional.ofNullable(at(path))
                .ifPresent(thing -> keys.add(thing.fingerprint().key())));
        return new Scan("0", entries, unknown, keys, holding, Map.of());
    }

    private void scan(String path, Thing folder, List<Entry> into, Set<String> holding) {
        if (path.isEmpty() || !scansAtOnce) {
            chaos.meanwhile();
        }
        if (unreadable.contains(path)) {
            return;
        }
        new LinkedHashMap<>(folder.children).forEach((name, thing) -> {
            String below = path.isEmpty() ? name : path + "/" + name;
            if (scope.leavesOut(below, thing.isFolder())) {
                holding.add(path);
            } else if (!busy.contains(below)) {
                into.add(new Entry(below, thing.isFolder(), thing.fingerprint(), thing.content));
                scan(below, thing, into, holding);
            }
        });
    }

    @Override
    public @Nullable Fingerprint fingerprint(String path) {
        Thing thing = at(path);
        return thing == null ? null : thing.fingerprint();
    }

    @Override
    public boolean isBlocked(String path) {
        Thing thing = at(path);
        return thing != null && scope.leavesOut(path, thing.isFolder());
    }

    @Override
    public Path file(String path) {
        return Path.of(path);
    }

    String read(Path file) throws IOException {
        String content = content(file.toString());
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        if (denied.contains(file.toString())) {
            throw new AccessDeniedException(file.toString());
        }
        return content;
    }

    @Override
    public Path temporary(long size) throws IOException {
        if (full) {
            throw new NoRoomException("full");
        }
        return Path.of(".temporary-" + ++made);
    }

    void receive(Path temporary, String content) {
        temporaries.put(temporary, new Thing(root.disk, ++made, content, ++clock));
    }

    @Override
    public Fingerprint prepare(Path temporary, @Nullable Instant modifiedAt) {
        return temporaries.get(temporary).fingerprint();
    }

    @Override
    public List<Fingerprint> prepare(List<Fresh> files) {
        return files.stream().map(file -> prepare(file.temporary(), null)).toList();
    }

    @Override
    public Optional<Fingerprint> place(Path temporary, String path) {
        return install(temporary, path, null);
    }

    @Override
    public void settle(Collection<String> paths) {
        chaos.crash();
    }

    @Override
    public Optional<Fingerprint> install(Path temporary, String path, @Nullable Fingerprint replaced) {
        chaos.meanwhile();
        chaos.crash();
        Thing there = at(path);
        if (replaced == null
                ? there != null
                : there == null || !there.fingerprint().equals(replaced)) {
            throw new OutdatedException("not as planned: " + path);
        }
        requireFolderOf(path);
        Thing thing = temporaries.get(temporary);
        put(thing, path);
        Fingerprint placed = thing.fingerprint();
        chaos.crash();
        chaos.meanwhile();
        return Optional.of(placed);
    }

    @Override
    public void discard(Path temporary) {
        temporaries.remove(temporary);
    }

    @Override
    public Fingerprint placeFolder(String path) {
        chaos.meanwhile();
        if (at(path) != null) {
            throw new OutdatedException("there already: " + path);
        }
        requireFolderOf(path);
        makeFolder(path);
        Fingerprint made = at(path).fingerprint();
        chaos.crash();
        return made;
    }

    @Override
    public void move(String from, Fingerprint expected, String to) throws IOException {
        chaos.meanwhile();
        Thing thing = require(from, expected);
        if (at(to) != null) {
            throw new OutdatedException("there already: " + to);
        }
        requireFolderOf(to);
        for (String above = to; !above.isEmpty(); above = above.substring(0, Math.max(0, above.lastIndexOf('/')))) {
            if (above.equals(from)) {
                throw new IOException("into itself: " + from + " " + to);
            }
        }
        boolean mounted = isMounted(from);
        folderOf(from).children.remove(name(from));
        if (mounted) {
            folderOf(to).children.put(name(to), thing);
        } else {
            put(thing, to);
        }
        if (thing.isFolder()) {
            chaos.crash();
        }
        chaos.crash();
    }

    @Override
    public void delete(String path, Fingerprint expected) {
        chaos.meanwhile();
        Thing thing = require(path, expected);
        if (!thing.children.isEmpty()) {
            throw new OutdatedException("not empty: " + path);
        }
        remove(path);
        chaos.crash();
    }

    private Thing require(String path, Fingerprint expected) {
        Thing thing = at(path);
        if (thing == null || !thing.fingerprint().equals(expected)) {
            throw new OutdatedException("not as planned: " + path);
        }
        return thing;
    }

    private void requireFolderOf(String path) {
        Thing folder = at(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        if (folder == null || !folder.isFolder()) {
            throw new OutdatedException("no folder for " + path);
        }
    }
}
