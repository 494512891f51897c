package dev.strata.endtoend.model;

/** How a tree is copied: the newest contents of what is not in the trash. */
final class Copying {
    private final Drive drive;
    private final String by;
    private final Told told;

    Copying(Drive drive, String by, Told told) {
        this.drive = drive;
        this.by = by;
        this.told = told;
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
        String name = c.policy() == Policy.KEEP_BOTH ? Names.free(drive, c.parent(), c.name()) : c.name();
        Rules.requireHolds(drive, target, by);
        if (drive.child(c.parent(), name) != null) {
            throw new Refused(409, "name-taken");
        }
        String id = told.text("id") == null ? "nobody knows" : String.valueOf(told.text("id"));
        Drive before = drive.copy();
        Node top = add(source, id, drive.get(c.parent()), name);
        top.number = told.number("number");
        before.children(source).forEach(child -> copyBelow(before, child, top));
        return top.touched(by);
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
