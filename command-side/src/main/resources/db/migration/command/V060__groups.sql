-- Who is in which group. A grant's account_id may be that of a group: then it is for the group's members.
CREATE TABLE command.account_group (
    group_id uuid PRIMARY KEY,
    deleted  boolean NOT NULL DEFAULT false -- what was granted to it is still to be taken away
);

-- Members are found by their account whenever somebody's access is looked up.
CREATE TABLE command.group_member (
    group_id   uuid NOT NULL REFERENCES command.account_group,
    account_id uuid NOT NULL,
    PRIMARY KEY (account_id, group_id)
);
CREATE INDEX group_member_group ON command.group_member (group_id);

-- What was shared on from a grant ends with it.
ALTER TABLE command.access_grant ADD may_share boolean NOT NULL DEFAULT false;
ALTER TABLE command.access_grant ADD source_id uuid;
CREATE INDEX access_grant_account ON command.access_grant (account_id);
CREATE INDEX access_grant_source ON command.access_grant (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX access_grant_end ON command.access_grant (expires_at) WHERE expires_at IS NOT NULL;
