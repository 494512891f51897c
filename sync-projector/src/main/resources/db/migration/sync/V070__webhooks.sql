-- Who is told of what. The address and the secrets are encrypted under the key of the account, which may hold tokens in
-- its addresses, and with which they go.
CREATE TABLE sync.webhook (
    webhook_id       uuid        PRIMARY KEY,
    account_id       uuid        NOT NULL,
    space_id         uuid        NOT NULL,
    folder_id        uuid,                          -- null: the whole space
    url              text        NOT NULL,
    secret           text        NOT NULL,
    old_secret       text,
    old_secret_until timestamptz,
    kinds            text[]      NOT NULL,          -- empty: all
    created_at       timestamptz NOT NULL,
    read_to          bigint      NOT NULL,          -- the log was read up to here,
    read_gaps        bigint[]    NOT NULL DEFAULT '{}', -- but for what was not committed yet then
    resend_after     bigint,                        -- a redelivery: what is between these
    resend_to        bigint,
    paused           boolean     NOT NULL DEFAULT false,
    disabled         text,                          -- why
    failures         int         NOT NULL DEFAULT 0, -- one after the other
    failing_since    timestamptz,
    next_try         timestamptz,
    last_at          timestamptz,
    last_status      int,
    last_error       text
);
CREATE INDEX webhook_account ON sync.webhook (account_id, webhook_id);

-- Nodes whose events wait: one of them was not taken, and those after it must not overtake it.
CREATE TABLE sync.webhook_held (
    webhook_id   uuid        NOT NULL REFERENCES sync.webhook ON DELETE CASCADE,
    node_id      uuid        NOT NULL,
    next_version bigint      NOT NULL,
    last_version bigint      NOT NULL,
    attempts     int         NOT NULL,
    since        timestamptz NOT NULL,
    next_try     timestamptz NOT NULL,
    PRIMARY KEY (webhook_id, node_id)
);
CREATE INDEX webhook_held_due ON sync.webhook_held (webhook_id, next_try);

-- What was tried in the last days.
CREATE TABLE sync.webhook_attempt (
    attempt_id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id      uuid        NOT NULL REFERENCES sync.webhook ON DELETE CASCADE,
    event_id        text        NOT NULL,
    sequence        bigint      NOT NULL,
    kind            text        NOT NULL,
    node_id         uuid        NOT NULL,
    at              timestamptz NOT NULL,
    duration_millis bigint      NOT NULL,
    status          int,
    error           text,
    next_try        timestamptz
);
CREATE INDEX webhook_attempt_webhook ON sync.webhook_attempt (webhook_id, attempt_id);
CREATE INDEX webhook_attempt_at ON sync.webhook_attempt (at);
