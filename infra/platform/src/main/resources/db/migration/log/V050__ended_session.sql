-- Sessions that ended before their tokens did. Every process follows this table; a row goes when no token can need it.
CREATE TABLE log.ended_session (
    session_id uuid PRIMARY KEY,
    ended_at   timestamptz NOT NULL
);
CREATE INDEX ended_session_ended_at ON log.ended_session (ended_at);
