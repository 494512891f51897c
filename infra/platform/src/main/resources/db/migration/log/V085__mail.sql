-- Mail that was not sent yet. What it says, and to whom, is encrypted under the key of its account, in log.subject_key.
CREATE TABLE log.mail (
    mail_id    uuid        PRIMARY KEY,
    account_id uuid        NOT NULL,
    sealed     text        NOT NULL,
    written_at timestamptz NOT NULL,
    keep_until timestamptz NOT NULL,
    attempts   int         NOT NULL DEFAULT 0,
    next_at    timestamptz NOT NULL
);
CREATE INDEX mail_next ON log.mail (next_at);
CREATE INDEX mail_account ON log.mail (account_id);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE log.mail ALTER sealed SET STATISTICS 0;
