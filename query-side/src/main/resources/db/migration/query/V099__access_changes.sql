-- Counts what may change who may do what below a space's folders: a folder that moved or got another name, a grant. Each
-- projection has rows of its own, so that neither waits for the other. What was worked out at one sum holds as long as that.
CREATE TABLE query.access_changes (
    space_id   uuid   NOT NULL,
    projection text   NOT NULL,
    changes    bigint NOT NULL,
    PRIMARY KEY (space_id, projection)
);

INSERT INTO query.access_changes (space_id, projection, changes)
SELECT DISTINCT space_id, 'node', 1 FROM query.node;
