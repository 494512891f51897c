CREATE TABLE command.account (
    account_id     uuid PRIMARY KEY,
    login_key      text NOT NULL UNIQUE,
    login          text NOT NULL,
    display_name   text,
    email          text,
    password_hash  text NOT NULL,
    home_space_id  uuid NOT NULL,
    root_folder_id uuid NOT NULL
);

CREATE TABLE command.device (
    device_id  uuid PRIMARY KEY,
    account_id uuid NOT NULL
);

-- Only the hash: whoever reads this table cannot sign in with it.
CREATE TABLE command.refresh_token (
    token_hash text PRIMARY KEY,
    family_id  uuid        NOT NULL,
    account_id uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    device_id  uuid,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_token_family ON command.refresh_token (family_id);
CREATE INDEX refresh_token_account ON command.refresh_token (account_id);
CREATE INDEX refresh_token_device ON command.refresh_token (device_id);
