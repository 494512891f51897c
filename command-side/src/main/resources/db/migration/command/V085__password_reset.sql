-- What was mailed to somebody who has forgotten his password. Only the hash: whoever reads this table cannot use it.
CREATE TABLE command.password_reset (
    token_hash text PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_reset_account ON command.password_reset (account_id);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.password_reset ALTER token_hash SET STATISTICS 0;
