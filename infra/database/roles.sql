-- A database role for each side, for those who run the four as processes of their own. An administrator of the server runs
-- this in the empty database before anything is started, and gives each role a password: ALTER ROLE strata_query PASSWORD '...'
-- Each side owns its schema. The log is the command side's; the others read it.
DO $$
DECLARE
    side text;
BEGIN
    FOREACH side IN ARRAY ARRAY ['command', 'query', 'storage', 'sync'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'strata_' || side) THEN
            EXECUTE format('CREATE ROLE strata_%s LOGIN', side);
        END IF;
        EXECUTE format('CREATE SCHEMA %1$s AUTHORIZATION strata_%1$s', side);
    END LOOP;
    -- One of its scripts makes another schema, for replays.
    EXECUTE format('GRANT CREATE ON DATABASE %I TO strata_query', current_database());
END $$;

-- For search.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE SCHEMA log AUTHORIZATION strata_command;
GRANT USAGE ON SCHEMA log TO strata_query, strata_storage, strata_sync;
ALTER DEFAULT PRIVILEGES FOR ROLE strata_command IN SCHEMA log
    GRANT SELECT ON TABLES TO strata_query, strata_storage, strata_sync;
