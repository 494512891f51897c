-- A pack that was copied to another store goes from the old one later: who has looked it up before reads it there.
ALTER TABLE storage.doomed_pack ADD COLUMN not_before timestamptz;
ALTER TABLE storage.doomed_pack DROP CONSTRAINT doomed_pack_pkey;
ALTER TABLE storage.doomed_pack ADD PRIMARY KEY (pack_id, store);
