-- The keys that access tokens are signed with: each from its time on, until that of the next. The private halves are
-- encrypted under the master key, personal.key.
CREATE TABLE command.signing_key (
    key_id     text PRIMARY KEY,
    sealed_key bytea       NOT NULL,
    signs_from timestamptz NOT NULL UNIQUE
);
