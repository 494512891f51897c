-- Versions can be erased with the space that they are in. The projection begins from the log's first event.
TRUNCATE query.version_history;
DELETE FROM query.token_entry WHERE processor_name = 'version-history';
ALTER TABLE query.version_history ADD space_id uuid NOT NULL;

-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE query.node ALTER name SET STATISTICS 0, ALTER name_key SET STATISTICS 0, ALTER name_sort SET STATISTICS 0,
    ALTER description SET STATISTICS 0, ALTER tags SET STATISTICS 0;
ALTER INDEX query.node_by_kind ALTER COLUMN 2 SET STATISTICS 0;
ALTER TABLE query.node_place ALTER name SET STATISTICS 0, ALTER name_key SET STATISTICS 0,
    ALTER name_sort SET STATISTICS 0;
ALTER TABLE query.node_state_past ALTER description SET STATISTICS 0, ALTER tags SET STATISTICS 0;
ALTER TABLE query.sharing_account ALTER login SET STATISTICS 0, ALTER display_name SET STATISTICS 0;
ALTER TABLE query.audit_trail ALTER address SET STATISTICS 0, ALTER detail SET STATISTICS 0;
