-- Counts what may change who may do what: by the id of a space its folders that moved or got another name and its grants, by
-- the id of an account the groups that it joined and left. Each projection has rows of its own, so that neither waits for
-- the other. What was worked out at one sum holds as long as that.
CREATE TABLE query.access_changes (
    id         uuid   NOT NULL,
    projection text   NOT NULL,
    changes    bigint NOT NULL,
    PRIMARY KEY (id, projection)
);

INSERT INTO query.access_changes (id, projection, changes)
SELECT DISTINCT space_id, 'node', 1 FROM query.node;
