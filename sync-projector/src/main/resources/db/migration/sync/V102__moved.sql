-- Whether the node was ever moved: then somebody may know it at another place than the one with which it leaves a share.
-- Of the records that are there already nobody knows.
ALTER TABLE sync.record ADD COLUMN moved boolean NOT NULL DEFAULT true;
ALTER TABLE sync.record ALTER COLUMN moved SET DEFAULT false;
