CREATE TABLE command.invitation (
    invitation_id uuid PRIMARY KEY,
    token_hash    text        NOT NULL UNIQUE,
    invited_by    uuid REFERENCES command.account ON DELETE SET NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
