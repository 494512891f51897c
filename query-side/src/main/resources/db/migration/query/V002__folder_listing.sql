-- One row for each node, as a listing shows it. What is below a trashed folder is not marked itself.
-- A key may be in a folder twice for a moment: events of different nodes can arrive in another order.
CREATE TABLE query.folder_listing (
    node_id         uuid PRIMARY KEY,
    space_id        uuid        NOT NULL,
    number          bigint      NOT NULL,
    kind            text        NOT NULL,
    parent_id       uuid,
    name            text        NOT NULL,
    name_key        text COLLATE "C" NOT NULL,
    version         bigint      NOT NULL,
    content_version int,
    size            bigint,
    sha256          text,
    sha256_verified boolean,
    media_type      text,
    created_at      timestamptz NOT NULL,
    modified_at     timestamptz NOT NULL,
    changed_by      uuid,
    trashed         boolean     NOT NULL DEFAULT false
);
CREATE INDEX folder_listing_children ON query.folder_listing (parent_id, name_key, node_id);
