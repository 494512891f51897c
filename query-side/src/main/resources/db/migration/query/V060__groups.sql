-- Groups that are there, by name.
CREATE TABLE query.sharing_group (
    group_id   uuid PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    version    bigint      NOT NULL
);

-- Who is, and was, in which group: from an event's position up to another's.
CREATE TABLE query.sharing_member (
    group_id      uuid        NOT NULL,
    account_id    uuid        NOT NULL,
    owner         boolean     NOT NULL,
    since         timestamptz NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (account_id, group_id, from_position)
);
CREATE INDEX sharing_member_group ON query.sharing_member (group_id, account_id);

-- Members who want to see nothing of what their group was granted, likewise.
CREATE TABLE query.sharing_hidden (
    grant_id      uuid   NOT NULL,
    account_id    uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL DEFAULT 9223372036854775807,
    PRIMARY KEY (account_id, grant_id, from_position)
);

ALTER TABLE query.sharing_grant ADD may_share boolean NOT NULL DEFAULT false;
ALTER TABLE query.sharing_grant ADD source_id uuid;

-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE query.sharing_group ALTER name SET STATISTICS 0;
