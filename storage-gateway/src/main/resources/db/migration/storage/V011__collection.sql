-- Collections of garbage, the running one and those before it.
CREATE TABLE storage.collection (
    collection_id uuid        PRIMARY KEY,
    dry_run       boolean     NOT NULL,
    state         text        NOT NULL CHECK (state IN ('running', 'done', 'paused', 'interrupted', 'failed')),
    phase         text        NOT NULL,
    spaces        integer     NOT NULL DEFAULT 0,
    chunks        bigint      NOT NULL DEFAULT 0,
    packs         bigint      NOT NULL DEFAULT 0,
    rewritten     bigint      NOT NULL DEFAULT 0,
    orphans       bigint      NOT NULL DEFAULT 0,
    bytes         bigint      NOT NULL DEFAULT 0,
    notes         text[]      NOT NULL DEFAULT '{}',
    started_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX collection_by_time ON storage.collection (started_at);

-- One row while the operator wants no collections.
CREATE TABLE storage.collection_pause (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    since    timestamptz NOT NULL
);

-- Packs that the index has forgotten and whose objects have to go.
CREATE TABLE storage.doomed_pack (
    pack_id uuid    PRIMARY KEY,
    store   text    NOT NULL,
    length  integer NOT NULL
);
