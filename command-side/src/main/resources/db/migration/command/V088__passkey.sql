-- Passkeys (WebAuthn). What an authenticator told of one when it was made: its model, the id and the public key. The
-- counter is of the last signature; one that stays or goes back is refused, unless the authenticator counts nothing.
CREATE TABLE command.passkey (
    passkey_id      uuid PRIMARY KEY,
    account_id      uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    name            text        NOT NULL,
    credential_id   bytea       NOT NULL UNIQUE,
    credential      bytea       NOT NULL,
    backup_eligible boolean     NOT NULL,
    sign_count      bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    used_at         timestamptz
);
CREATE INDEX passkey_account ON command.passkey (account_id);

-- What authenticators are asked to sign, each good once: for a new passkey of an account, or to sign in.
CREATE TABLE command.passkey_challenge (
    challenge  text PRIMARY KEY,
    account_id uuid UNIQUE REFERENCES command.account ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expiry ON command.passkey_challenge (expires_at);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.passkey ALTER name SET STATISTICS 0, ALTER credential_id SET STATISTICS 0,
    ALTER credential SET STATISTICS 0;
ALTER TABLE command.passkey_challenge ALTER challenge SET STATISTICS 0;
