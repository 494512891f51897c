CREATE TABLE sync.device (
    device_id     uuid        PRIMARY KEY,
    account_id    uuid        NOT NULL,
    name          text        NOT NULL,
    platform      text        NOT NULL,
    registered_at timestamptz NOT NULL,
    revoked       boolean     NOT NULL DEFAULT false,
    version       bigint      NOT NULL
);
CREATE INDEX device_account ON sync.device (account_id, device_id);

-- What devices say they have applied. Written by the API and by nothing else: a reset of the projection leaves it alone.
CREATE TABLE sync.acknowledgement (
    device_id uuid        NOT NULL,
    space_id  uuid        NOT NULL,
    seq       bigint      NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (device_id, space_id)
);
