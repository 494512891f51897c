package dev.strata.endtoend.model;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the product promises to do about a command, in short. */
final class Rules {
    private final Drive drive;
    private final String by;
    private final Told told;
    private final @Nullable Drive committed;
    private final Preconditions demand;

    private Rules(Drive drive, String by, Told told, @Nullable Drive committed) {
        this.drive = drive;
        this.by = by;
        this.told = told;
        this.committed = committed;
        this.demand = new Preconditions(drive, by);
    }

    /** The drive after a command, and what the answer must be. */
    record Outcome(Drive after, Expected answer) {}

    /**
     * What comes of a command.
     *
     * @param planned the drive when an undo was planned
     * @param told what only the product can know
     */
    static Outcome apply(Drive before, Drive planned, Command command, String by, Told told, List<World.Moment> past) {
        return switch (command) {
            case Batch batch -> batch.apply(before, by, told, past.size());
            case Command.Undo undo -> new Undoing(undo, before, planned, by, told, past).apply();
            default -> apply(before, command, new Rules(before.copy(), by, told, null), past.size(), null);
        };
    }

    /** @param committed the drive before the batch */
    static Outcome applyInBatch(Drive before, Drive committed, Command command, String by, Told told, int step) {
        return apply(before, command, new Rules(before.copy(), by, told, committed), step, null);
    }

    /** @param operation the id of the undo; null if nobody has been told it */
    static Outcome applyInUndo(Drive before, Command command, String by, int step, @Nullable String operation) {
        return apply(before, command, new Rules(before.copy(), by, Told.nothing(), null), step, operation);
    }

    private static Outcome apply(Drive before, Command command, Rules rules, int step, @Nullable String operation) {
        try {
            Expected answer = rules.answer(command);
            rules.drive.chronicle.note(before, rules.drive, new Chronicle.Cause(rules.by, step, operation, command));
            return new Outcome(rules.drive, answer);
        } catch (Refused no) {
            return new Outcome(before, no.answer());
        }
    }

    private Expected answer(Command command) {
        return switch (command) {
            case Command.CreateFolder c -> created(createFolder(c.parent(), c.name(), told.text("id")));
            case Command.CreateFile c -> createFile(c);
            case Command.AddVersion c -> addVersion(c);
            case Command.RestoreVersion c -> restore(c);
            case Command.Rename c -> rename(c);
            case Command.Move c -> move(c);
            case Command.Trash c -> trash(c.node(), c.expected());
            case Command.Untrash c -> untrash(c);
            case Command.Purge c -> purge(c);
            case Command.EmptyTrash _ -> emptyTrash();
            case Command.Give c -> give(c);
            case Command.Revoke c -> revoke(c);
            case Command.Copy c -> created(new Copying(drive, by, told, committed).copy(c));
            case Command.Tag c -> {
                Node node = demand.live(c.node());
                yield ok(node, node.tags.add(c.tag()));
            }
            case Command.Untag c -> {
                Node node = demand.live(c.node());
                yield ok(node, node.tags.remove(c.tag()));
            }
            case Command.Describe c -> describe(c);
            case Command.SetTime c -> setTime(c);
            case Command.Lock c -> lock(c);
            case Command.Unlock c -> unlock(c);
            case Command.PutStar c -> {
                drive.stars.add(new Drive.Star(by, demand.visible(c.node()).id));
                yield Expected.nothing(204);
            }
            case Command.RemoveStar c -> {
                drive.stars.remove(new Drive.Star(by, c.node()));
                yield Expected.nothing(204);
            }
            case Command.PlaceHold c -> hold(c.node(), true);
            case Command.LiftHold c -> hold(c.node(), false);
            case Command.Resolve c -> resolve(c);
            case Batch _, Command.Undo _ -> throw new IllegalArgumentException("not a single one: " + command);
        };
    }

    private Expected created(Node node) {
        return Expected.ok(201, Views.node(drive, node), node.version);
    }

    private Expected ok(Node node, boolean changed) {
        if (changed) {
            node.touched(by);
        }
        return Expected.ok(200, Views.node(drive, node), node.version);
    }

    // Where nodes come to be, go and end.

    private Node createFolder(String parent, String name, @Nullable String id) {
        requireMade(parent);
        Preconditions.requireHolds(drive, drive.find(parent), by);
        demand.free(parent, name, null);
        return add(id, drive.get(parent), name, true);
    }

    private Node add(@Nullable String id, Node parent, String name, boolean folder) {
        String known = id == null || drive.nodes.containsKey(id) ? "unknown %d".formatted(drive.nodes.size()) : id;
        Node node = new Node(known, parent.space, folder, parent.id, name, by);
        node.number = told.number("number");
        drive.nodes.put(known, node);
        return node;
    }

    /** In a batch: what an earlier item was to make. */
    private static void requireMade(String reference) {
        Preconditions.require(!reference.startsWith("#"), 422, "unknown-reference");
    }

    private Expected createFile(Command.CreateFile c) {
        requireMade(c.parent());
        Node there = drive.child(c.parent(), c.name());
        if (c.policy() == Policy.OVERWRITE && there != null && !there.folder) {
            return newest(there.id, c.content(), c.modifiedAt());
        }
        String name = c.policy() == Policy.KEEP_BOTH ? Names.free(drive, c.parent(), c.name(), told) : c.name();
        return created(newFile(c.parent(), name, c.content(), c.modifiedAt()));
    }

    private Node newFile(String parent, String name, Content content, @Nullable String modifiedAt) {
        Preconditions.requireHolds(drive, drive.find(parent), by);
        Node folder = drive.get(parent);
        demand.free(parent, name, null);
        Node file = add(told.text("id"), folder, name, false);
        file.hold(content, modifiedAt, by, null);
        return file;
    }

    private Expected newest(String id, Content content, @Nullable String modifiedAt) {
        Node node = demand.file(id);
        return hold(node, content, modifiedAt, null, 201);
    }

    private Expected hold(
            Node node, Content content, @Nullable String modifiedAt, @Nullable Integer restoredFrom, int status) {
        if (node.newest().content().equals(content)) {
            return ok(node, false);
        }
        node.touched(by).hold(content, modifiedAt, by, restoredFrom);
        return Expected.ok(status, Views.node(drive, node), node.version);
    }

    private Expected addVersion(Command.AddVersion c) {
        if (c.base() == null && c.policy() != Policy.OVERWRITE && committed == null) {
            throw new Refused(428, "base-version-required");
        }
        Node node = demand.file(c.node());
        Long base = c.policy() == Policy.OVERWRITE ? null : c.base();
        boolean stale = base != null && (base < node.newest().since() || base > node.version);
        if (!stale || node.newest().content().equals(c.content())) {
            return hold(node, c.content(), c.modifiedAt(), null, 201);
        }
        if (c.policy() == Policy.FAIL) {
            throw demand.conflict(node);
        }
        return created(keepBeside(node, base, c));
    }

    private Node keepBeside(Node node, long base, Command.AddVersion c) {
        String suffix = " (conflict %s %s)".formatted(by.substring(by.length() - 6), LocalDate.now(ZoneOffset.UTC));
        String parent = String.valueOf(node.parent);
        String name = Names.free(drive, parent, Names.withSuffix(node.name, suffix), told);
        Node copy = newFile(parent, name, c.content(), c.modifiedAt());
        Node before = committed == null ? node : committed.find(node.id);
        Integer from = (before == null ? List.<Node.Version>of() : before.versions)
                .stream()
                        .filter(version -> version.since() <= base)
                        .map(Node.Version::number)
                        .reduce((_, last) -> last)
                        .orElse(null);
        copy.conflict = new Node.Conflict(node.id, from, node.newest().number(), by);
        return copy.touched(by);
    }

    private Expected restore(Command.RestoreVersion c) {
        Node node = demand.file(c.node());
        demand.fresh(node, c.expected());
        Node.Version wanted = node.versions.stream()
                .filter(version -> version.number() == c.version())
                .findFirst()
                .orElseThrow(() -> new Refused(404, "version-not-found"));
        return hold(node, wanted.content(), wanted.modifiedAt(), c.version(), 200);
    }

    private Expected rename(Command.Rename c) {
        Node node = demand.live(c.node());
        String parent = node.parent;
        if (parent == null) {
            throw new Refused(409, "root-folder");
        }
        demand.fresh(node, c.expected());
        if (node.name.equals(c.name())) {
            return ok(node, false);
        }
        demand.free(parent, c.name(), node);
        node.name = c.name();
        return ok(node, true);
    }

    private Expected move(Command.Move c) {
        Node node = demand.live(c.node());
        Preconditions.require(node.parent != null, 409, "root-folder");
        requireCanGo(node, c.expected(), c.parent());
        String name = c.name() == null ? node.name : c.name();
        if (c.parent().equals(node.parent) && name.equals(node.name)) {
            return ok(node, false);
        }
        return put(node, c.parent(), name);
    }

    private void requireCanGo(Node node, @Nullable Long expected, @Nullable String target) {
        Preconditions.require(drive.roleAbove(node, by).includes(Role.EDITOR), 403, "forbidden");
        demand.fresh(node, expected);
        Node folder = target == null ? null : drive.find(target);
        Preconditions.requireHolds(drive, folder, by);
        Preconditions.require(folder != null && folder.space.equals(node.space), 409, "other-space");
        Preconditions.require(!drive.isInside(folder, node), 409, "inside-itself");
    }

    private Expected put(Node node, String parent, String name) {
        demand.free(parent, name, node);
        node.parent = parent;
        node.name = name;
        node.trashed = false;
        node.trashedBy = null;
        return ok(node, true);
    }

    private Expected trash(String id, @Nullable Long expected) {
        Node there = drive.find(id);
        if (there != null && there.trashed && drive.role(there, by).includes(Role.EDITOR)) {
            return ok(there, false);
        }
        Node node = demand.live(id);
        Preconditions.require(node.parent != null, 409, "root-folder");
        Preconditions.require(drive.roleAbove(node, by).includes(Role.EDITOR), 403, "forbidden");
        demand.fresh(node, expected);
        node.trashed = true;
        node.trashedBy = by;
        return ok(node, true);
    }

    private Expected untrash(Command.Untrash c) {
        Node node = demand.trashed(c.node());
        String parent = c.parent() == null ? String.valueOf(node.parent) : c.parent();
        requireCanGo(node, c.expected(), parent);
        return put(node, parent, c.name() == null ? node.name : c.name());
    }

    private Expected purge(Command.Purge c) {
        Node node = demand.trashed(c.node());
        Preconditions.require(drive.role(node, by).includes(Role.OWNER), 403, "forbidden");
        demand.fresh(node, c.expected());
        Preconditions.require(!isHeld(node), 423, "legal-hold");
        drive.purge(node);
        return Expected.nothing(204);
    }

    private boolean isHeld(Node node) {
        return drive.way(node).stream().anyMatch(up -> up.held)
                || drive.subtree(node).stream().anyMatch(below -> below.held);
    }

    private Expected emptyTrash() {
        List<String> ids = drive.nodes.values().stream()
                .filter(node -> node.trashed && drive.owns(by, node))
                .map(node -> node.id)
                .sorted()
                .toList();
        int purged = 0;
        List<Object> held = new java.util.ArrayList<>();
        for (String id : ids) {
            Node node = drive.find(id);
            if (node != null && isHeld(node)) {
                held.add(id);
            } else if (node != null) {
                drive.purge(node);
                purged++;
            }
        }
        return Expected.ok(202, Map.of("purged", purged, "held", held), null);
    }

    // Who may do what.

    private Expected give(Command.Give c) {
        Node node = demand.visible(c.node());
        Preconditions.require(drive.role(node, by) == Role.OWNER, 403, "forbidden");
        Grant known = drive.grant(c.node(), c.account());
        if (known == null) {
            Preconditions.require(!drive.inTrash(node), 409, "node-trashed");
            Preconditions.require(!drive.owns(c.account(), node), 409, "already-owner");
        }
        Grant after = known == null
                ? new Grant(told.text("grantId"), c.node(), c.account(), c.role(), 1, by)
                : known.role() == c.role() ? known : known.changed(c.role(), by);
        drive.grants.remove(known);
        drive.grants.add(after);
        return Expected.ok(200, Views.grant(after), after.version());
    }

    private Expected revoke(Command.Revoke c) {
        Grant known = drive.grant(c.node(), c.account());
        if (known == null && drive.find(c.node()) == null) {
            // A purge takes the grants away a moment later.
            throw new Refused(404, "grant-not-found", "node-not-found");
        }
        if (known == null) {
            throw new Refused(404, "grant-not-found");
        }
        Node node = demand.visible(c.node());
        Preconditions.require(drive.role(node, by) == Role.OWNER || c.account().equals(by), 403, "forbidden");
        drive.grants.remove(known);
        return Expected.nothing(204);
    }

    // What a node has besides its place and its content.

    private Expected describe(Command.Describe c) {
        Node node = demand.live(c.node());
        demand.fresh(node, c.expected());
        boolean same = java.util.Objects.equals(node.description, c.text());
        node.description = c.text();
        return ok(node, !same);
    }

    private Expected setTime(Command.SetTime c) {
        Node node = demand.live(c.node());
        demand.fresh(node, c.expected());
        boolean same = java.util.Objects.equals(c.modifiedAt(), node.modifiedAt);
        node.modifiedAt = c.modifiedAt();
        return ok(node, !same);
    }

    private Expected lock(Command.Lock c) {
        Node node = demand.file(c.node());
        Node.Lock lock = new Node.Lock(by, told.text("lock/expiresAt"));
        boolean same = lock.expiresAt() != null && lock.equals(node.lock);
        boolean over = lock.expiresAt() == null && c.seconds() == Command.Lock.SHORT;
        node.lock = over ? null : lock;
        node.lapsed = over;
        return ok(node, !same);
    }

    private Expected unlock(Command.Unlock c) {
        Node node = demand.liveWhoeverLocked(c.node());
        if (node.lock == null) {
            return ok(node, false);
        }
        if (!node.lock.owner().equals(by)) {
            if (!c.breaking()) {
                throw Preconditions.locked(node);
            }
            Preconditions.require(drive.role(node, by) == Role.OWNER, 403, "forbidden");
        }
        node.lock = null;
        node.lapsed = false;
        return ok(node, true);
    }

    private Expected hold(String id, boolean held) {
        Node node = demand.visible(id);
        Preconditions.require(drive.role(node, by) == Role.OWNER, 403, "forbidden");
        boolean changed = node.held != held;
        node.held = held;
        return ok(node, changed);
    }

    private Expected resolve(Command.Resolve c) {
        Node copy = demand.live(c.copy());
        Node.Conflict conflict = copy.conflict;
        if (conflict == null) {
            throw new Refused(409, "no-conflict");
        }
        copy.conflict = null;
        copy.touched(by);
        if (c.keep().equals("both")) {
            return ok(copy, false);
        }
        if (c.merged() != null) {
            newest(conflict.original(), c.merged(), null);
        } else if (c.keep().equals("mine")) {
            Node.Version mine = copy.newest();
            hold(demand.file(conflict.original()), mine.content(), mine.modifiedAt(), null, 201);
        }
        return trash(c.copy(), null);
    }
}
