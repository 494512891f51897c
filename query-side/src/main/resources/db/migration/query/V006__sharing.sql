-- Who exists, and which space is whose.
CREATE TABLE query.sharing_account (
    account_id     uuid PRIMARY KEY,
    login          text NOT NULL,
    display_name   text,
    home_space_id  uuid NOT NULL,
    root_folder_id uuid NOT NULL
);
CREATE INDEX sharing_account_space ON query.sharing_account (home_space_id);

-- One row for each grant. A revoked one stays, so that nothing can bring it back.
CREATE TABLE query.sharing_grant (
    grant_id   uuid PRIMARY KEY,
    node_id    uuid        NOT NULL,
    space_id   uuid        NOT NULL,
    grantee    uuid        NOT NULL,
    role       text        NOT NULL,
    expires_at timestamptz,
    granted_at timestamptz NOT NULL,
    granted_by uuid,
    revoked    boolean     NOT NULL,
    version    bigint      NOT NULL
);
CREATE INDEX sharing_grant_node ON query.sharing_grant (node_id, grantee) WHERE NOT revoked;
CREATE INDEX sharing_grant_grantee ON query.sharing_grant (grantee, granted_at, grant_id) WHERE NOT revoked;

-- What is below what, so that purging a folder forgets the grants on all that was in it.
CREATE TABLE query.sharing_tree (
    node_id   uuid PRIMARY KEY,
    parent_id uuid,
    version   bigint NOT NULL
);
CREATE INDEX sharing_tree_children ON query.sharing_tree (parent_id);
