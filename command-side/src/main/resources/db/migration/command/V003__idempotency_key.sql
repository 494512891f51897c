-- What was answered to a request with an Idempotency-Key. The fingerprint is keyed: bodies can hold passwords.
CREATE TABLE command.idempotency_key (
    account_id  uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    created_at  timestamptz NOT NULL,
    status      int,
    headers     text,
    body        text,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_key_created ON command.idempotency_key (created_at);
