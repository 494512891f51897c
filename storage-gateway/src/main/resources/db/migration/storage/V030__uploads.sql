-- An upload that comes in pieces. What was received is durable: chunks below, and the last bytes, too few to be cut, as
-- a chunk of their own. Whoever writes holds the lease, and every write of his names it.
CREATE TABLE storage.upload (
    upload_id    uuid        PRIMARY KEY,
    account_id   uuid        NOT NULL,
    space_id     uuid        NOT NULL,
    target       text        NOT NULL,
    length       bigint      CHECK (length >= 0),
    profile      text,
    received     bigint      NOT NULL DEFAULT 0,
    chunks       integer     NOT NULL DEFAULT 0,
    tail_id      bytea,
    tail_length  integer,
    in_parts     boolean     NOT NULL DEFAULT false,
    lease        uuid,
    leased_until timestamptz,
    placed_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    receipt      text,
    status       integer,
    etag         text,
    answer       text
);
CREATE INDEX upload_of_account ON storage.upload (account_id);
CREATE INDEX upload_by_expiry ON storage.upload (expires_at);

CREATE TABLE storage.upload_part (
    upload_id uuid    NOT NULL REFERENCES storage.upload ON DELETE CASCADE,
    part      integer NOT NULL,
    length    bigint  NOT NULL,
    PRIMARY KEY (upload_id, part)
);

-- What a stream has been cut to is part 0. No key to storage.chunk: the pin in storage.chunk_in_space is what keeps a chunk.
CREATE TABLE storage.upload_chunk (
    upload_id    uuid        NOT NULL REFERENCES storage.upload ON DELETE CASCADE,
    part         integer     NOT NULL,
    number       integer     NOT NULL,
    chunk_id     bytea       NOT NULL,
    length       integer     NOT NULL,
    pinned_until timestamptz NOT NULL,
    PRIMARY KEY (upload_id, part, number)
);
CREATE INDEX upload_chunk_by_pin ON storage.upload_chunk (upload_id, pinned_until);
