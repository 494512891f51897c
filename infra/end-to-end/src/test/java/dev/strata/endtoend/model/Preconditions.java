package dev.strata.endtoend.model;

import org.jspecify.annotations.Nullable;

/** What must hold for somebody before a rule is looked at; what does not is refused as the product does. */
record Preconditions(Drive drive, String by) {
    Node visible(String id) {
        Node node = drive.find(id);
        if (node == null || !drive.role(node, by).includes(Role.VIEWER)) {
            throw new Refused(404, "node-not-found");
        }
        return node;
    }

    Node editable(String id) {
        Node node = visible(id);
        require(drive.role(node, by).includes(Role.EDITOR), 403, "forbidden");
        return node;
    }

    Node liveWhoeverLocked(String id) {
        Node node = editable(id);
        require(!drive.inTrash(node), 409, "node-trashed");
        return node;
    }

    Node live(String id) {
        Node node = liveWhoeverLocked(id);
        if (node.isLockedFor(by)) {
            throw locked(node);
        }
        return node;
    }

    Node file(String id) {
        Node node = live(id);
        require(!node.folder, 409, "not-a-file");
        return node;
    }

    Node trashed(String id) {
        Node node = editable(id);
        require(node.trashed, 409, "node-not-trashed");
        return node;
    }

    static Refused locked(Node node) {
        return new Refused(423, "node-locked", Request.bodyOrNull("lock", Views.lock(node)));
    }

    static void require(boolean condition, int status, String code) {
        if (!condition) {
            throw new Refused(status, code);
        }
    }

    void fresh(Node node, @Nullable Long expected) {
        if (expected != null && expected != node.version) {
            throw conflict(node);
        }
    }

    Refused conflict(Node node) {
        return new Refused(412, "version-conflict", Request.bodyOrNull("head", Views.node(drive, node)));
    }

    /** Whoever asks must be allowed to put something into the folder. */
    static void requireHolds(Drive drive, @Nullable Node folder, String by) {
        if (folder == null || !drive.role(folder, by).includes(Role.VIEWER)) {
            throw new Refused(404, "parent-not-found");
        }
        require(drive.role(folder, by).includes(Role.EDITOR), 403, "forbidden");
        require(!drive.inTrash(folder), 409, "parent-trashed");
        require(folder.folder, 409, "not-a-folder");
    }

    void free(String folder, String name, @Nullable Node except) {
        Node there = drive.child(folder, name);
        require(there == null || there == except, 409, "name-taken");
    }
}
