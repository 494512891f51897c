-- One row for each content that a file ever had.
CREATE TABLE query.version_history (
    node_id         uuid        NOT NULL,
    number          int         NOT NULL,
    manifest_id     text        NOT NULL,
    size            bigint      NOT NULL,
    sha256          text        NOT NULL,
    sha256_verified boolean     NOT NULL,
    media_type      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    modified_at     timestamptz,
    made_by         uuid,
    device          uuid,
    restored_from   int,
    PRIMARY KEY (node_id, number)
);

-- What is below what, so that purging a folder forgets the versions of all files in it.
CREATE TABLE query.version_history_tree (
    node_id   uuid PRIMARY KEY,
    parent_id uuid,
    version   bigint NOT NULL
);
CREATE INDEX version_history_tree_children ON query.version_history_tree (parent_id);
