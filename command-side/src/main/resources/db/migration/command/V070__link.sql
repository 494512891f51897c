-- Public links that are not revoked. Only hashes: whoever reads this table can open none of them.
CREATE TABLE command.link (
    link_id       uuid PRIMARY KEY,
    token_hash    text        NOT NULL UNIQUE,
    node_id       uuid        NOT NULL REFERENCES command.node ON DELETE CASCADE,
    space_id      uuid        NOT NULL,
    maker_id      uuid        NOT NULL,
    role          text        NOT NULL,
    upload_only   boolean     NOT NULL,
    password_hash text,
    expires_at    timestamptz,
    max_downloads int,
    downloads     int         NOT NULL DEFAULT 0,
    opened        boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL
);
CREATE INDEX link_node ON command.link (node_id, link_id);
CREATE INDEX link_maker ON command.link (maker_id, link_id);
CREATE INDEX link_space ON command.link (space_id);
