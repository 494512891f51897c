-- The folder that an app password is bound to; null if it opens what its account does.
ALTER TABLE command.app_password ADD folder_id uuid;
