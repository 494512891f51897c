-- When a rewrite of a node by a device was counted last: a file that is saved every few seconds is one node.
CREATE TABLE command.device_rewrite (
    device_id  uuid        NOT NULL REFERENCES command.device ON DELETE CASCADE,
    node_id    uuid        NOT NULL,
    counted_at timestamptz NOT NULL,
    PRIMARY KEY (device_id, node_id)
);
