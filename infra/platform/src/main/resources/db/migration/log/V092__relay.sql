-- How far the log has been relayed to Kafka, one row: what the topic has acknowledged, and as which event of which run.
CREATE TABLE log.relay (
    only_row   boolean  PRIMARY KEY DEFAULT true CHECK (only_row),
    topic_id   text,
    generation bigint   NOT NULL DEFAULT -1,
    sequence   bigint   NOT NULL DEFAULT -1,
    read_to    bigint   NOT NULL DEFAULT -1,
    read_gaps  bigint[] NOT NULL DEFAULT '{}'
);
INSERT INTO log.relay DEFAULT VALUES;

CREATE SEQUENCE log.relay_generation;
