-- A session begins with a sign-in and lives as long as its refresh tokens: they are its family.
CREATE TABLE command.session (
    session_id      uuid PRIMARY KEY,
    account_id      uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    device_id       uuid,
    created_at      timestamptz NOT NULL,
    created_address text,
    created_agent   text,
    used_at         timestamptz NOT NULL,
    used_address    text,
    used_agent      text,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX session_account ON command.session (account_id);
CREATE INDEX session_device ON command.session (device_id);

INSERT INTO command.session (session_id, account_id, device_id, created_at, used_at, expires_at)
SELECT DISTINCT ON (family_id) family_id, account_id, device_id, now(), now(), expires_at
  FROM command.refresh_token ORDER BY family_id, expires_at DESC;

ALTER TABLE command.refresh_token
    ADD FOREIGN KEY (family_id) REFERENCES command.session ON DELETE CASCADE;

-- What an account should know of its sign-ins.
CREATE TABLE command.security_event (
    event_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id   uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    at           timestamptz NOT NULL,
    type         text        NOT NULL,
    session_id   uuid,
    address      text,
    agent        text
);
CREATE INDEX security_event_account ON command.security_event (account_id, event_number);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.session ALTER created_address SET STATISTICS 0, ALTER created_agent SET STATISTICS 0,
    ALTER used_address SET STATISTICS 0, ALTER used_agent SET STATISTICS 0;
ALTER TABLE command.security_event ALTER address SET STATISTICS 0, ALTER agent SET STATISTICS 0;
