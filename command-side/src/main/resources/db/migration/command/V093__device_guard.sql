-- A device that deletes or rewrites much of a space is parked: nothing of it is taken until a person has released it.
ALTER TABLE command.device ADD COLUMN parked boolean NOT NULL DEFAULT false;
ALTER TABLE command.device ADD COLUMN released_until timestamptz;

-- How many nodes each device deleted or rewrote, by minute. Several rows for a minute, so that commands of one device
-- do not wait for each other.
CREATE TABLE command.device_change (
    device_id uuid        NOT NULL REFERENCES command.device ON DELETE CASCADE,
    space_id  uuid        NOT NULL,
    minute    timestamptz NOT NULL,
    slot      smallint    NOT NULL,
    nodes     bigint      NOT NULL,
    PRIMARY KEY (device_id, space_id, minute, slot)
);

-- The refresh tokens of devices that are to remove what they hold: whoever comes with one is told.
CREATE TABLE command.wipe_order (
    token_hash text PRIMARY KEY,
    device_id  uuid        NOT NULL,
    ordered_at timestamptz NOT NULL
);
CREATE INDEX wipe_order_age ON command.wipe_order (ordered_at);
