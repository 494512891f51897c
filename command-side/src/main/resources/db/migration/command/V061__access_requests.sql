-- Who asks for access to what. Not in the log: what comes of it is, and the texts must not outlive the question.
CREATE TABLE command.access_request (
    request_id   uuid PRIMARY KEY,
    node_id      uuid        NOT NULL REFERENCES command.node ON DELETE CASCADE,
    space_id     uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    role         text        NOT NULL,
    message      text,
    requested_at timestamptz NOT NULL,
    UNIQUE (node_id, account_id)
);
CREATE INDEX access_request_space ON command.access_request (space_id, request_id);
CREATE INDEX access_request_account ON command.access_request (account_id);

-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE command.access_request ALTER message SET STATISTICS 0;
