-- What accounts are told of, once for an account and event. Ids only: what they are called is looked up when somebody reads.
CREATE TABLE sync.notification (
    account_id uuid        NOT NULL,
    position   bigint      NOT NULL, -- of the event in the log
    kind       text        NOT NULL,
    at         timestamptz NOT NULL,
    actor      uuid,
    device     uuid,
    space_id   uuid,
    node_id    uuid,
    subject    uuid,                 -- the comment or link
    role       text,
    deleted    bigint,
    rewritten  bigint,
    since      timestamptz,
    quota      bigint,
    used       bigint,
    PRIMARY KEY (account_id, position)
);
CREATE INDEX notification_at ON sync.notification (at);
CREATE INDEX notification_space ON sync.notification (space_id);
CREATE INDEX notification_subject ON sync.notification (subject) WHERE subject IS NOT NULL;

-- How far an account has read, and how far it was told by mail. Not of the log: a reset leaves both alone.
CREATE TABLE sync.notification_reader (
    account_id     uuid   PRIMARY KEY,
    read_through   bigint NOT NULL DEFAULT 0,
    mailed_through bigint NOT NULL DEFAULT 0
);

-- What accounts want to be told of in another way than everybody. A reset leaves it alone.
CREATE TABLE sync.notification_setting (
    account_id uuid    NOT NULL,
    kind       text    NOT NULL,
    product    boolean NOT NULL,
    mail       boolean NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- What people are called and where they get mail.
CREATE TABLE sync.person (
    account_id   uuid PRIMARY KEY,
    login        text NOT NULL,
    display_name text,
    email        text
);

-- Who has said something about which node.
CREATE TABLE sync.commenter (
    node_id    uuid NOT NULL,
    space_id   uuid NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (node_id, account_id)
);
CREATE INDEX commenter_space ON sync.commenter (space_id);

-- What was deleted or rewritten of late in a space, and by whom, as long as it may become suspicious.
CREATE TABLE sync.recent_change (
    position  bigint      PRIMARY KEY,
    space_id  uuid        NOT NULL,
    actor     uuid        NOT NULL,
    device    uuid        NOT NULL, -- zero for none
    at        timestamptz NOT NULL,
    deleted   bigint      NOT NULL,
    rewritten bigint      NOT NULL
);
CREATE INDEX recent_change_at ON sync.recent_change (space_id, at);

-- Until when nobody is told again of the same somebody.
CREATE TABLE sync.suspicion (
    space_id    uuid        NOT NULL,
    actor       uuid        NOT NULL,
    device      uuid        NOT NULL,
    quiet_until timestamptz NOT NULL,
    PRIMARY KEY (space_id, actor, device)
);

-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE sync.person ALTER login SET STATISTICS 0, ALTER display_name SET STATISTICS 0, ALTER email SET STATISTICS 0;
