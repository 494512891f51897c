-- The newest run of the relay. A table and no sequence: one that is restored may be ahead of what it was, and by this the
-- runs of a restored log are told from those that it has lost.
CREATE TABLE log.relay_run (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    generation bigint  NOT NULL
);
INSERT INTO log.relay_run (generation)
SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM log.relay_generation;

DROP SEQUENCE log.relay_generation;
