-- Many purges are small, as when a trash of 100,000 files is emptied: the next one must not cost a look at them all.
CREATE INDEX purge_open ON command.purge (started_at) WHERE finished_at IS NULL;
CREATE INDEX purge_finished ON command.purge (finished_at) WHERE finished_at IS NOT NULL;
