-- Counts what may change who may do what below a space's folders: a folder that moved or went, a grant. What was worked out
-- at one count holds as long as that.
ALTER TABLE command.space ADD access_changes bigint NOT NULL DEFAULT 0;
