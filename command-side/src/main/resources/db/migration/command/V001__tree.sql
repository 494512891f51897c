-- The set rules of the tree. Rows are written in the transaction of the events and never read by another side.
CREATE TABLE command.space (
    space_id uuid PRIMARY KEY,
    owner_id uuid NOT NULL
);

-- name_key is the name as it is compared; null while the node itself is in the trash, so that its name is free.
-- The unique constraint is also the index by which a purge finds children.
CREATE TABLE command.node (
    node_id   uuid PRIMARY KEY,
    space_id  uuid   NOT NULL,
    parent_id uuid REFERENCES command.node,
    kind      text   NOT NULL,
    name_key  text COLLATE "C",
    version   bigint NOT NULL,
    UNIQUE (parent_id, name_key)
);

-- Numbers are handed out in blocks, so that a new node costs no round trip.
CREATE SEQUENCE command.node_number INCREMENT BY 100;

CREATE TABLE command.access_grant (
    grant_id   uuid PRIMARY KEY,
    node_id    uuid NOT NULL REFERENCES command.node ON DELETE CASCADE,
    account_id uuid NOT NULL,
    role       text NOT NULL,
    expires_at timestamptz,
    UNIQUE (node_id, account_id)
);
