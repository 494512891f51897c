-- Passwords of programs. Only the hash: whoever reads this table cannot sign in with it. The session is what the access
-- tokens name that come of it; it is another one after it was ended.
CREATE TABLE command.app_password (
    app_password_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    session_id      uuid        NOT NULL,
    name            text        NOT NULL,
    secret_hash     text        NOT NULL UNIQUE,
    may_write       boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz,
    used_at         timestamptz,
    used_address    text
);
CREATE INDEX app_password_account ON command.app_password (account_id);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.app_password ALTER name SET STATISTICS 0, ALTER secret_hash SET STATISTICS 0,
    ALTER used_address SET STATISTICS 0;
