-- What a space holds and may hold, in bytes of all versions; no quota means no limit.
ALTER TABLE command.space
    ADD used_bytes  bigint NOT NULL DEFAULT 0,
    ADD quota_bytes bigint;

-- bytes and versions are of all versions of a file. A purged node is nowhere; its rows go in the background.
ALTER TABLE command.node
    ADD bytes      bigint  NOT NULL DEFAULT 0,
    ADD versions   int     NOT NULL DEFAULT 0,
    ADD trashed_at timestamptz,
    ADD purged     boolean NOT NULL DEFAULT false,
    ADD held       boolean NOT NULL DEFAULT false;
CREATE INDEX node_trashed ON command.node (space_id, trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX node_held ON command.node (space_id) WHERE held;

CREATE TABLE command.reservation (
    reservation_id uuid PRIMARY KEY,
    space_id       uuid        NOT NULL,
    account_id     uuid        NOT NULL,
    bytes          bigint      NOT NULL,
    expires_at     timestamptz NOT NULL
);
CREATE INDEX reservation_space ON command.reservation (space_id);

-- The folders that say how long trash and versions are kept below them.
CREATE TABLE command.retention (
    node_id       uuid PRIMARY KEY REFERENCES command.node ON DELETE CASCADE,
    space_id      uuid NOT NULL,
    trash_days    int,
    keep_versions int,
    keep_days     int,
    thin          boolean NOT NULL
);

-- Purges under way and done: how many rows of the tree are to go and are gone.
CREATE TABLE command.purge (
    node_id     uuid PRIMARY KEY,
    space_id    uuid        NOT NULL,
    started_at  timestamptz NOT NULL,
    total       bigint,
    removed     bigint      NOT NULL DEFAULT 0,
    finished_at timestamptz
);
CREATE INDEX purge_space ON command.purge (space_id, started_at);

-- The folders that a purge still has to empty, the deepest first.
CREATE TABLE command.purge_folder (
    purge_id uuid NOT NULL REFERENCES command.purge ON DELETE CASCADE,
    node_id  uuid NOT NULL,
    depth    int  NOT NULL,
    PRIMARY KEY (purge_id, node_id)
);
CREATE INDEX purge_folder_deepest ON command.purge_folder (purge_id, depth);
