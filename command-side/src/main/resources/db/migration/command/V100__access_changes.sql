-- Counts what may change who may do what: of a space its folders that moved or went and its grants, of an account the groups
-- that it joined and left. What was worked out at one sum holds as long as that.
ALTER TABLE command.space ADD access_changes bigint NOT NULL DEFAULT 0;
ALTER TABLE command.account ADD access_changes bigint NOT NULL DEFAULT 0;
