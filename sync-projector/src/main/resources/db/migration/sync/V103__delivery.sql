-- How far each device was given the feed of a space, or of what it has mounted: beyond what it acknowledged it is in flight.
CREATE TABLE sync.delivery (
    device_id uuid   NOT NULL,
    space_id  uuid   NOT NULL,
    seq       bigint NOT NULL,
    PRIMARY KEY (device_id, space_id)
);

-- How many records each device has acknowledged.
CREATE TABLE sync.completion (
    device_id uuid   PRIMARY KEY,
    records   bigint NOT NULL
);
