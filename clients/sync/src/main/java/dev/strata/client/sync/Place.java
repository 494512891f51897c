package dev.strata.client.sync;

/** Where a node is: a name in a folder. */
record Place(String parentId, String name) {
    Slot slot() {
        return new Slot(parentId, Names.key(name));
    }

    Place named(String other) {
        return new Place(parentId, other);
    }

    /** What only one node can have: a folder holds one name, in whatever case and normal form it is written. */
    record Slot(String parentId, String key) {}
}
