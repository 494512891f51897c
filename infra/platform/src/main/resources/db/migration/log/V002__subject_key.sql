-- The keys that personal values in events are encrypted with, each wrapped under the master key: that of an account for
-- what tells of it, that of a space for what lies in it. A destroyed key leaves its row behind and never comes back.
CREATE TABLE log.subject_key (
    subject      uuid PRIMARY KEY,
    wrapped_key  bytea,
    destroyed_at timestamptz,
    CHECK ((wrapped_key IS NULL) = (destroyed_at IS NOT NULL))
);
