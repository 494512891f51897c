CREATE TABLE storage.token_entry (
    processor_name text NOT NULL,
    segment        int  NOT NULL,
    token          bytea,
    token_type     text,
    time_stamp     text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);

-- Where each node is, because a purge takes what is below with it. What is purged stays as a tombstone.
CREATE TABLE storage.node (
    node_id   uuid PRIMARY KEY,
    space_id  uuid NOT NULL,
    parent_id uuid,
    purged_at timestamptz
);
CREATE INDEX node_by_parent ON storage.node (parent_id) WHERE purged_at IS NULL;
CREATE INDEX node_by_space ON storage.node (space_id) WHERE purged_at IS NULL;

-- Spaces whose account was erased: what is written into them afterwards is not kept.
CREATE TABLE storage.erased_space (
    space_id  uuid PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- Which versions need which manifest. A released one is kept for a while: somebody may be copying it. It is adopted when
-- its space holds all of its chunks itself; that of a copy from another space does not at first.
CREATE TABLE storage.manifest_reference (
    node_id     uuid    NOT NULL,
    version     integer NOT NULL,
    space_id    uuid    NOT NULL,
    manifest_id bytea   NOT NULL CHECK (octet_length(manifest_id) = 32),
    released_at timestamptz,
    adopted     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (node_id, version)
);
CREATE INDEX manifest_reference_of_space ON storage.manifest_reference (space_id, manifest_id);
CREATE INDEX manifest_reference_new ON storage.manifest_reference (space_id, manifest_id) WHERE NOT adopted;
CREATE INDEX manifest_reference_released ON storage.manifest_reference (released_at) WHERE released_at IS NOT NULL;
