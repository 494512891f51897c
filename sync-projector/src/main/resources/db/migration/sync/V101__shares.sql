-- A node that is or was given to somebody, and how far the feed of what is in it has come: the newest number of its space
-- that concerns it. Rows stay when nobody has it any more: who gets it again may hold what he had of it.
CREATE TABLE sync.share (
    root_id  uuid   PRIMARY KEY,
    space_id uuid   NOT NULL,
    seq      bigint NOT NULL
);
CREATE INDEX share_space ON sync.share (space_id);

-- What was in a share and is elsewhere, or is hidden with it: readers of the share are told that it is gone.
CREATE TABLE sync.departure (
    root_id  uuid   NOT NULL,
    node_id  uuid   NOT NULL,
    space_id uuid   NOT NULL,
    seq      bigint NOT NULL,
    PRIMARY KEY (root_id, node_id)
);
CREATE INDEX departure_seq ON sync.departure (root_id, seq);
CREATE INDEX departure_space ON sync.departure (space_id);

CREATE INDEX record_mount ON sync.record (space_id, node_id) WHERE type = 'mount' AND NOT deleted;
CREATE INDEX record_mounted ON sync.record (node_id) WHERE type = 'mount' AND NOT deleted;

INSERT INTO sync.share (root_id, space_id, seq)
SELECT DISTINCT g.node_id, g.space_id, s.head FROM sync.node_grant g JOIN sync.space s USING (space_id);
