-- The public link through which a stranger did it, on the right of the actor.
ALTER TABLE query.audit_trail ADD link uuid;
