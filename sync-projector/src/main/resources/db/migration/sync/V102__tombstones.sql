-- When a record became a tombstone, and by which event: tombstones and departures are kept for a time only.
ALTER TABLE sync.record
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deleted_position bigint;
UPDATE sync.record r SET deleted_at = now(), deleted_position = s.last_position
FROM sync.space s WHERE r.deleted AND s.space_id = r.space_id;
ALTER TABLE sync.record ADD CHECK (deleted = (deleted_at IS NOT NULL));
CREATE INDEX record_tombstone ON sync.record (deleted_at) WHERE deleted_at IS NOT NULL;

ALTER TABLE sync.departure ADD COLUMN left_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE sync.departure ALTER COLUMN left_at DROP DEFAULT;
CREATE INDEX departure_left ON sync.departure (left_at);
DROP INDEX sync.departure_space;
CREATE INDEX departure_node ON sync.departure (space_id, node_id);

-- Tombstones of the share, and departures from it, up to here may be gone.
ALTER TABLE sync.share ADD COLUMN horizon bigint NOT NULL DEFAULT 0;

-- The event of the last tombstone that is gone: an event up to here about a node without a record has come again.
ALTER TABLE sync.space ADD COLUMN forgotten_position bigint NOT NULL DEFAULT 0;
