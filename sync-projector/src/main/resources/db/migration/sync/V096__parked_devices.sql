-- Whether the command side takes no changes of a device until somebody has released it.
ALTER TABLE sync.device ADD COLUMN parked boolean NOT NULL DEFAULT false;
