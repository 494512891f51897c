-- What the sides do to tables of the log besides reading them. To be run when the command side has started for the first
-- time, which makes the tables, and before the others are started.
GRANT DELETE ON log.ended_session TO strata_query, strata_storage, strata_sync; -- those that ended long ago
GRANT INSERT, UPDATE, DELETE ON log.mail TO strata_sync; -- of notifications
