-- What a space has. "Do you have this chunk?" is answered from these rows alone, whatever else the chunk store holds.
CREATE TABLE storage.chunk_in_space (
    space_id  uuid        NOT NULL,
    chunk_id  bytea       NOT NULL CHECK (octet_length(chunk_id) = 32),
    length    integer     NOT NULL CHECK (length BETWEEN 1 AND 4194304),
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (space_id, chunk_id)
);
