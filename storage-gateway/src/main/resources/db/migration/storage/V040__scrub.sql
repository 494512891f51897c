-- When each pack is to be read and verified again; a new one at once.
ALTER TABLE storage.pack ADD COLUMN due_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX pack_by_due ON storage.pack (due_at);

-- What the newest reading of each pack has found. It goes with the pack.
CREATE TABLE storage.pack_receipt (
    pack_id    uuid        PRIMARY KEY REFERENCES storage.pack ON DELETE CASCADE,
    store      text        NOT NULL,
    checked_at timestamptz NOT NULL,
    chunks     integer     NOT NULL,
    bad        integer     NOT NULL,
    finding    text
);
CREATE INDEX pack_receipt_with_finding ON storage.pack_receipt (checked_at) WHERE finding IS NOT NULL;

-- What was read on each day.
CREATE TABLE storage.scrub_day (
    day      date    PRIMARY KEY,
    packs    integer NOT NULL,
    bytes    bigint  NOT NULL,
    found    integer NOT NULL,
    repaired integer NOT NULL
);

-- One row while the operator wants nothing to be verified.
CREATE TABLE storage.scrub_pause (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    since    timestamptz NOT NULL
);

CREATE INDEX chunk_bad ON storage.chunk (pack_id) WHERE bad;
