-- What was changed last, but not in the trash.
CREATE INDEX node_recent ON query.node (space_id, changed_at, node_id) WHERE NOT trashed AND parent_id IS NOT NULL;
