-- Where each node hangs, for walks down a path and up to the root.
CREATE TABLE query.path_lookup (
    node_id   uuid PRIMARY KEY,
    space_id  uuid    NOT NULL,
    parent_id uuid,
    name      text    NOT NULL,
    name_key  text COLLATE "C" NOT NULL,
    version   bigint  NOT NULL,
    trashed   boolean NOT NULL DEFAULT false
);
CREATE INDEX path_lookup_children ON query.path_lookup (parent_id, name_key);
