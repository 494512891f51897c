-- Who at which provider may sign in to an account: known by issuer and subject, which never change, and by nothing else.
CREATE TABLE command.identity (
    identity_id uuid PRIMARY KEY,
    account_id  uuid        NOT NULL REFERENCES command.account ON DELETE CASCADE,
    issuer      text        NOT NULL,
    subject     text        NOT NULL,
    provider    text        NOT NULL,
    name        text,
    created_at  timestamptz NOT NULL,
    used_at     timestamptz,
    UNIQUE (issuer, subject)
);
CREATE INDEX identity_account ON command.identity (account_id);

-- Sign-ins for which a browser is at a provider. Only hashes of what comes back with it.
CREATE TABLE command.pending_sign_in (
    state_hash    text PRIMARY KEY,
    browser_hash  text        NOT NULL,
    provider      text        NOT NULL,
    nonce         text        NOT NULL,
    code_verifier text        NOT NULL,
    challenge     text        NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX pending_sign_in_expiry ON command.pending_sign_in (expires_at);

-- Who has come back from a provider, until whoever knows the code and the verifier of the challenge asks.
CREATE TABLE command.sign_in_code (
    code_hash    text PRIMARY KEY,
    challenge    text        NOT NULL,
    provider     text        NOT NULL,
    issuer       text        NOT NULL,
    subject      text        NOT NULL,
    login        text,
    display_name text,
    email        text,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sign_in_code_expiry ON command.sign_in_code (expires_at);

-- ID tokens that were exchanged: each is good once.
CREATE TABLE command.used_id_token (
    token_hash text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX used_id_token_expiry ON command.used_id_token (expires_at);

-- Statistics of a column hold some of its values, which would outlive the rows.
ALTER TABLE command.identity ALTER issuer SET STATISTICS 0, ALTER subject SET STATISTICS 0, ALTER name SET STATISTICS 0;
ALTER TABLE command.pending_sign_in ALTER state_hash SET STATISTICS 0, ALTER browser_hash SET STATISTICS 0,
    ALTER nonce SET STATISTICS 0, ALTER code_verifier SET STATISTICS 0, ALTER challenge SET STATISTICS 0;
ALTER TABLE command.sign_in_code ALTER code_hash SET STATISTICS 0, ALTER challenge SET STATISTICS 0,
    ALTER subject SET STATISTICS 0, ALTER login SET STATISTICS 0, ALTER display_name SET STATISTICS 0,
    ALTER email SET STATISTICS 0;
