-- One projection instead of three tells of nodes now, and keeps what they were. It begins from the log's first event.
DROP TABLE query.folder_listing, query.path_lookup, query.trash_listing, query.trash_listing_tree,
    query.version_history, query.version_history_tree, query.sharing_tree, query.sharing_grant;
DELETE FROM query.token_entry;

-- One row for each node that is not purged, as it is now. What is below a trashed folder is not marked itself.
-- placed_since and changed_since are the positions of the events that gave it its place and its state.
-- A key may be in a folder twice for a moment: events of different nodes can arrive in another order.
CREATE TABLE query.node (
    node_id         uuid PRIMARY KEY,
    space_id        uuid        NOT NULL,
    number          bigint      NOT NULL,
    kind            text        NOT NULL,
    created_at      timestamptz NOT NULL,
    parent_id       uuid,
    name            text        NOT NULL,
    name_key        text COLLATE "C" NOT NULL,
    name_sort       text COLLATE "C" NOT NULL,
    trashed         boolean     NOT NULL,
    trashed_at      timestamptz,
    trashed_by      uuid,
    placed_since    bigint      NOT NULL,
    version         bigint      NOT NULL,
    content_version int,
    size            bigint,
    sha256          text,
    sha256_verified boolean,
    media_type      text,
    modified_at     timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    changed_by      uuid,
    description     text,
    tags            text[]      NOT NULL,
    lock_owner      uuid,
    lock_expires_at timestamptz,
    held            boolean     NOT NULL,
    changed_since   bigint      NOT NULL
);
CREATE INDEX node_by_key ON query.node (parent_id, name_key);
CREATE INDEX node_by_name ON query.node (parent_id, name_sort, node_id);
CREATE INDEX node_by_size ON query.node (parent_id, coalesce(size, -1), node_id);
CREATE INDEX node_by_modified ON query.node (parent_id, modified_at, node_id);
CREATE INDEX node_by_kind ON query.node (parent_id, (kind || ' ' || name_sort), node_id);
CREATE INDEX node_trash ON query.node (space_id, trashed_at, node_id) WHERE trashed;

-- Where nodes were and are, from an event's position up to another's; where a node is now has no end yet.
CREATE TABLE query.node_place (
    node_id       uuid        NOT NULL,
    space_id      uuid        NOT NULL,
    number        bigint      NOT NULL,
    kind          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    parent_id     uuid,
    name          text        NOT NULL,
    name_key      text COLLATE "C" NOT NULL,
    name_sort     text COLLATE "C" NOT NULL,
    trashed       boolean     NOT NULL,
    trashed_at    timestamptz,
    trashed_by    uuid,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (node_id, from_position)
);
CREATE INDEX node_place_by_key ON query.node_place (parent_id, name_key, to_position, from_position);
CREATE INDEX node_place_by_name ON query.node_place (parent_id, name_sort, node_id, to_position, from_position);
CREATE INDEX node_place_trash ON query.node_place (space_id, to_position) WHERE trashed;

-- What nodes were, from an event's position up to another's.
CREATE TABLE query.node_state_past (
    node_id         uuid        NOT NULL,
    from_position   bigint      NOT NULL,
    to_position     bigint      NOT NULL,
    version         bigint      NOT NULL,
    content_version int,
    size            bigint,
    sha256          text,
    sha256_verified boolean,
    media_type      text,
    modified_at     timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    changed_by      uuid,
    description     text,
    tags            text[]      NOT NULL,
    lock_owner      uuid,
    lock_expires_at timestamptz,
    held            boolean     NOT NULL,
    PRIMARY KEY (node_id, to_position)
);

-- One row for each content that a file ever had; to_position is that of its pruning.
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
    from_position   bigint      NOT NULL,
    to_position     bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (node_id, number)
);

-- One row for each state of a grant, from an event's position up to another's; a grant in force has no end yet.
CREATE TABLE query.sharing_grant (
    grant_id      uuid        NOT NULL,
    node_id       uuid        NOT NULL,
    space_id      uuid        NOT NULL,
    grantee       uuid        NOT NULL,
    role          text        NOT NULL,
    expires_at    timestamptz,
    granted_at    timestamptz NOT NULL,
    granted_by    uuid,
    version       bigint      NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (grant_id, from_position)
);
CREATE INDEX sharing_grant_node ON query.sharing_grant (node_id, grantee);
CREATE INDEX sharing_grant_grantee ON query.sharing_grant (grantee, granted_at, grant_id);

-- Whose star is on what, likewise.
CREATE TABLE query.star (
    account_id    uuid        NOT NULL,
    node_id       uuid        NOT NULL,
    starred_at    timestamptz NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (account_id, node_id, from_position)
);

-- Conflict copies and what they are copies of; to_position is that of the resolution.
CREATE TABLE query.conflict (
    node_id       uuid PRIMARY KEY,
    space_id      uuid        NOT NULL,
    original      uuid        NOT NULL,
    base          int,
    head          int         NOT NULL,
    recorded_at   timestamptz NOT NULL,
    recorded_by   uuid,
    device        uuid,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807
);
CREATE INDEX conflict_space ON query.conflict (space_id, recorded_at, node_id);

CREATE INDEX audit_trail_time ON query.audit_trail (at, position);
