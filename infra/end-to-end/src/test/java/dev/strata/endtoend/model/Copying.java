package dev.strata.endtoend.model;

import org.jspecify.annotations.Nullable;

/** How a tree is copied: the newest contents of what is not in the trash. */
final class Copying {
    private final Drive drive;
    private final String by;
    private final Told told;
    private final @Nullable Drive committed;

    /** @param committed the drive before the batch that this is in; null if it is in none */
    Copying(Drive drive, String by, Told told, @Nullable Drive committed) {
        this.drive = drive;
        this.by = by;
        this.told = told;
        this.committed = committed;
    }

    /** The top of the copy. What is below it gets ids that begin with a question mark, until the product has told them. */
    Node copy(Command.Copy c) {
        Node source = drive.find(c.node());
        if (source == null || drive.role(source, by) == Role.NONE) {
            throw new Refused(404, "node-not-found");
        }
        if (drive.inTrash(source)) {
            throw new Refused(409, "node-trashed");
        }
        Node target = drive.find(c.parent());
        if (target == null) {
            throw new Refused(404, "parent-not-found");
        }
        requireUnchanged(source);
        String name = c.policy() == Policy.KEEP_BOTH ? Names.free(drive, c.parent(), c.name(), told) : c.name();
        Preconditions.requireHolds(drive, target, by);
        if (drive.child(c.parent(), name) != null) {
            throw new Refused(409, "name-taken");
        }
        String id =
                told.text("id") == null ? "unknown %d".formatted(drive.nodes.size()) : String.valueOf(told.text("id"));
        Drive before = drive.copy();
        Node top = add(source, id, drive.get(c.parent()), name);
        top.number = told.number("number");
        before.children(source).forEach(child -> copyBelow(before, child, top));
        return top.touched(by);
    }

    /** A batch copies what was there before it. */
    private void requireUnchanged(Node source) {
        Node known = committed == null ? source : committed.find(source.id);
        if (known == null || known.version != source.version) {
            throw new Refused(409, "changed-in-batch");
        }
        drive.children(source).forEach(this::requireUnchanged);
    }

    private void copyBelow(Drive before, Node source, Node parent) {
        Node copy = add(source, "?%s/%s".formatted(parent.id, source.name), parent, source.name);
        before.children(source).forEach(child -> copyBelow(before, child, copy));
    }

    private Node add(Node source, String id, Node parent, String name) {
        Node copy = new Node(id, parent.space, source.folder, parent.id, name, by);
        if (!source.folder) {
            copy.hold(source.newest().content(), source.modifiedAt, by, null);
        }
        drive.nodes.put(id, copy);
        return copy;
    }
}
