-- How far the feed has read each partition of the topic, written with what came from there: where to go on in which
-- topic, and which event of which run of the relay came last.
CREATE TABLE sync.kafka_offset (
    partition   int    PRIMARY KEY,
    topic_id    text   NOT NULL,
    next_offset bigint NOT NULL,
    generation  bigint NOT NULL,
    sequence    bigint NOT NULL
);
