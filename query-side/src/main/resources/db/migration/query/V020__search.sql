-- Names as they are searched for. The program folds them, so the projection reads the log anew.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

TRUNCATE query.node, query.node_place, query.node_state_past;
DELETE FROM query.token_entry WHERE processor_name = 'node';

ALTER TABLE query.node_place ADD COLUMN search_key text COLLATE "C" NOT NULL;
-- How common a word is decides between the two indexes.
ALTER TABLE query.node_place ALTER COLUMN search_key SET STATISTICS 1000;

-- A common word is found by a walk in the order of the answer, without a look at the table; a rare one by its parts.
CREATE INDEX node_place_by_search ON query.node_place (space_id, search_key, node_id, to_position, from_position)
    INCLUDE (kind) WHERE NOT trashed AND parent_id IS NOT NULL;
-- What was written last is searched one by one, so it must not be much.
CREATE INDEX node_place_by_trigram ON query.node_place USING gin (search_key public.gin_trgm_ops)
    WITH (gin_pending_list_limit = 512);

CREATE INDEX node_tags ON query.node USING gin (tags) WHERE tags <> '{}';
