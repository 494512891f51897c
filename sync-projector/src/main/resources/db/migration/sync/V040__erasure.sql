-- A space that ended with its account. Its row stays, as cursors may hold its number, and has nothing personal in it.
ALTER TABLE sync.space ADD erased boolean NOT NULL DEFAULT false;

-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE sync.record ALTER name SET STATISTICS 0;
ALTER TABLE sync.device ALTER name SET STATISTICS 0;
