-- Events that a projection could not take, and the later events of their streams, which wait behind them.
CREATE TABLE query.dead_letter (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    projection      text        NOT NULL,
    stream          text        NOT NULL,
    sequence_number bigint      NOT NULL,
    position        bigint      NOT NULL,
    type            text        NOT NULL,
    cause           text, -- null for an event that only waits
    parked_at       timestamptz NOT NULL,
    UNIQUE (projection, stream, sequence_number)
);

-- Where projections are built anew beside those that are read: tables of the same names, while a replay runs.
CREATE SCHEMA query_shadow;
CREATE TABLE query_shadow.dead_letter (LIKE query.dead_letter INCLUDING ALL);

-- The last replay of each projection, so that any process can tell how far it is. One that says that it is running
-- and whose process has gone holds no lock any more: it was interrupted.
CREATE TABLE query.replay (
    projection   text PRIMARY KEY,
    compare_only boolean     NOT NULL,
    state        text        NOT NULL,
    done         bigint      NOT NULL,
    total        bigint      NOT NULL,
    started_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    detail       text,
    comparison   json
);
