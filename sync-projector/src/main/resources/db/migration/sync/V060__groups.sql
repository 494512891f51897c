-- Who is in which group: whose home spaces get the mounts of what the group was given.
CREATE TABLE sync.group_member (
    group_id   uuid NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (group_id, account_id)
);
CREATE INDEX group_member_account ON sync.group_member (account_id);

-- How far the streams of groups have been applied, for one whose events come again.
CREATE TABLE sync.account_group (
    group_id uuid   PRIMARY KEY,
    version  bigint NOT NULL
);

-- Members who do not want to see what their group was given.
CREATE TABLE sync.hidden_grant (
    grant_id   uuid NOT NULL REFERENCES sync.node_grant ON DELETE CASCADE,
    account_id uuid NOT NULL,
    PRIMARY KEY (grant_id, account_id)
);

ALTER TABLE sync.node_grant ADD expires_at timestamptz;
CREATE INDEX node_grant_grantee ON sync.node_grant (grantee) WHERE active;

-- When a mount ends by itself. A reader is not shown it any longer, whether or not the end is recorded yet.
ALTER TABLE sync.record ADD expires_at timestamptz;
