-- One row for each node that somebody put into the trash; not for what is below it.
CREATE TABLE query.trash_listing (
    node_id    uuid PRIMARY KEY,
    space_id   uuid        NOT NULL,
    trashed_at timestamptz NOT NULL,
    trashed_by uuid,
    version    bigint      NOT NULL
);
CREATE INDEX trash_listing_newest ON query.trash_listing (space_id, trashed_at, node_id);

-- What is below what, so that purging a folder empties the trash of all that was in it.
CREATE TABLE query.trash_listing_tree (
    node_id   uuid PRIMARY KEY,
    parent_id uuid,
    version   bigint NOT NULL
);
CREATE INDEX trash_listing_tree_children ON query.trash_listing_tree (parent_id);
