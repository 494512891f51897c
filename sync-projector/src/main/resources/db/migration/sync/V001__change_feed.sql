CREATE TABLE sync.token_entry (
    processor_name text NOT NULL,
    segment        int  NOT NULL,
    token          bytea,
    token_type     text,
    time_stamp     text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);

-- One row. The epoch is in every cursor: cursors of another life of this feed are refused.
CREATE TABLE sync.feed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    uuid    NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO sync.feed DEFAULT VALUES;

-- A space and how far its feed has come. Rows outlive a reset of the projection: cursors hold their numbers.
CREATE TABLE sync.space (
    space_id      uuid    PRIMARY KEY,
    owner         uuid,                        -- whose home space it is; null until the account is known
    head          bigint  NOT NULL,            -- the newest sequence number
    base          bigint  NOT NULL DEFAULT 0,  -- a replay numbers from here
    horizon       bigint  NOT NULL DEFAULT 0,  -- tombstones up to here may be gone
    last_position bigint  NOT NULL DEFAULT 0,  -- the highest position in the log that entered this feed
    rebuild_until bigint  NOT NULL DEFAULT 0,  -- readers wait while last_position is below
    late          boolean NOT NULL DEFAULT false -- an event came after one with a higher position: a replay would number otherwise
);
CREATE INDEX space_owner ON sync.space (owner);

-- The newest state of each node, and of each mount (a node shared by somebody else) in a home space.
CREATE TABLE sync.record (
    space_id        uuid    NOT NULL,
    node_id         uuid    NOT NULL,
    seq             bigint  NOT NULL,
    other_seq       bigint  NOT NULL, -- of the last change that by_device did not make
    content_seq     bigint  NOT NULL, -- of the last change of content
    content_by      uuid,             -- the device that made it, and so has that content
    type            text    NOT NULL CHECK (type IN ('node', 'mount')),
    version         bigint  NOT NULL,
    parent_id       uuid,
    name            text,
    kind            text,
    content_version int,
    size            bigint,
    sha256          text,
    media_type      text,
    modified_at     timestamptz,
    trashed         boolean NOT NULL DEFAULT false,
    deleted         boolean NOT NULL DEFAULT false,
    shared          boolean NOT NULL DEFAULT false,
    mount_space_id  uuid,
    role            text,
    op              text    NOT NULL,
    by_account      uuid,
    by_device       uuid,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (space_id, node_id),
    UNIQUE (space_id, seq)
);
CREATE INDEX record_parent ON sync.record (space_id, parent_id);

-- Who has been given what: decides whether a node counts as shared, and which mounts end when it is purged.
CREATE TABLE sync.node_grant (
    grant_id uuid    PRIMARY KEY,
    node_id  uuid    NOT NULL,
    space_id uuid    NOT NULL,
    grantee  uuid    NOT NULL,
    role     text    NOT NULL,
    active   boolean NOT NULL,
    version  bigint  NOT NULL
);
CREATE INDEX node_grant_node ON sync.node_grant (node_id);
CREATE INDEX node_grant_space ON sync.node_grant (space_id) WHERE active;
