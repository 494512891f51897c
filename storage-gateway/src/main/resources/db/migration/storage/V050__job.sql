-- Long work on the whole storage that an operator has begun: the running one and those before it.
CREATE TABLE storage.job (
    job_id     uuid        PRIMARY KEY,
    kind       text        NOT NULL,
    options    jsonb       NOT NULL,
    state      text        NOT NULL CHECK (state IN ('running', 'done', 'paused', 'interrupted', 'failed')),
    phase      text        NOT NULL,
    figures    jsonb       NOT NULL DEFAULT '{}',
    notes      text[]      NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX job_by_time ON storage.job (kind, started_at);

-- One row for each kind that the operator has paused.
CREATE TABLE storage.job_pause (
    kind  text        PRIMARY KEY,
    since timestamptz NOT NULL
);
