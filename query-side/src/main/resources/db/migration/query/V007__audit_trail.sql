-- One row for each event. The position is the event's place in the log.
CREATE TABLE query.audit_trail (
    position   bigint PRIMARY KEY,
    event_id   text        NOT NULL,
    at         timestamptz NOT NULL,
    type       text        NOT NULL,
    actor      uuid,
    device     uuid,
    address    text,
    trace      text,
    node_id    uuid,
    space_id   uuid,
    account_id uuid,
    version    bigint      NOT NULL,
    detail     json        NOT NULL
);
CREATE INDEX audit_trail_node ON query.audit_trail (node_id, position);
CREATE INDEX audit_trail_space ON query.audit_trail (space_id, position);
CREATE INDEX audit_trail_actor ON query.audit_trail (actor, position);
CREATE INDEX audit_trail_account ON query.audit_trail (account_id, position);
