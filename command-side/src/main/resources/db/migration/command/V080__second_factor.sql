-- The secret is encrypted under the key of its account, in log.subject_key. Codes of the used step and of steps before it
-- are not taken again. Not confirmed: nobody is asked for it yet.
CREATE TABLE command.second_factor (
    account_id   uuid PRIMARY KEY REFERENCES command.account ON DELETE CASCADE,
    secret       text   NOT NULL,
    confirmed_at timestamptz,
    used_step    bigint NOT NULL DEFAULT 0
);

-- Only the hashes: whoever reads this table cannot sign in with them.
CREATE TABLE command.recovery_code (
    account_id uuid NOT NULL REFERENCES command.second_factor ON DELETE CASCADE,
    code_hash  text NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.second_factor ALTER secret SET STATISTICS 0;
ALTER TABLE command.recovery_code ALTER code_hash SET STATISTICS 0;
