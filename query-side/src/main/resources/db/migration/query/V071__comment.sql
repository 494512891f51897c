-- What was said about nodes: one row for each wording, from the event that brought it to the one that ended it.
CREATE TABLE query.comment (
    comment_id    uuid        NOT NULL,
    node_id       uuid        NOT NULL,
    space_id      uuid        NOT NULL,
    author        uuid        NOT NULL,
    text          text        NOT NULL,
    mentions      uuid[]      NOT NULL,
    created_at    timestamptz NOT NULL,
    edited_at     timestamptz,
    version       bigint      NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (comment_id, from_position)
);
CREATE INDEX comment_node ON query.comment (node_id, comment_id);
CREATE INDEX comment_author ON query.comment (author);
CREATE INDEX comment_space ON query.comment (space_id);
-- What is common in it is nobody's business, and would outlive the rows.
ALTER TABLE query.comment ALTER COLUMN text SET STATISTICS 0;
