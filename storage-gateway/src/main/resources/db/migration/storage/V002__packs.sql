-- What packs are sealed with. Wrapped with a master key, which is never here; "stored_as" names the copy beside the packs.
CREATE TABLE storage.data_key (
    key_id     uuid        PRIMARY KEY,
    domain     uuid        NOT NULL,
    master_key text        NOT NULL,
    wrapped    bytea       NOT NULL,
    stored_as  uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
);
CREATE UNIQUE INDEX data_key_current ON storage.data_key (domain) WHERE retired_at IS NULL;

-- A row is written when the pack is durable in its store, in one transaction with the chunks that it brings.
CREATE TABLE storage.pack (
    pack_id     uuid        PRIMARY KEY,
    store       text        NOT NULL,
    key_id      uuid        NOT NULL REFERENCES storage.data_key,
    length      integer     NOT NULL,
    chunks      integer     NOT NULL,
    written_at  timestamptz NOT NULL DEFAULT now(),
    verified_at timestamptz
);

-- Where each chunk lies, once in each dedup domain. A bad one did not verify: whoever has its bytes may bring them again.
CREATE TABLE storage.chunk (
    chunk_id      bytea    NOT NULL CHECK (octet_length(chunk_id) = 32),
    domain        uuid     NOT NULL,
    pack_id       uuid     NOT NULL REFERENCES storage.pack,
    start         integer  NOT NULL,
    sealed_length integer  NOT NULL,
    length        integer  NOT NULL CHECK (length BETWEEN 1 AND 4194304),
    codec         smallint NOT NULL,
    bad           boolean  NOT NULL DEFAULT false,
    PRIMARY KEY (chunk_id, domain)
);
CREATE INDEX chunk_of_pack ON storage.chunk (pack_id);

-- What a space has, and until when it is kept although no version of a file needs it. The key to the chunk is what keeps
-- the collector from taking away what somebody has just been told is there.
DROP TABLE storage.chunk_in_space;
CREATE TABLE storage.chunk_in_space (
    space_id     uuid        NOT NULL,
    chunk_id     bytea       NOT NULL,
    domain       uuid        NOT NULL,
    length       integer     NOT NULL,
    pinned_until timestamptz NOT NULL,
    PRIMARY KEY (space_id, chunk_id),
    FOREIGN KEY (chunk_id, domain) REFERENCES storage.chunk
);
CREATE INDEX chunk_in_space_by_chunk ON storage.chunk_in_space (chunk_id, domain);
