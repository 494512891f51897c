-- How full the owner was last told that a space is, in percent: 0, 90 or 100.
ALTER TABLE command.space ADD quota_told int NOT NULL DEFAULT 0;
