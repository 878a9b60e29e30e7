-- Resends of many messages, each in pages, oldest first.
-- status: running, finished or failed. request: what it was asked for by, so that a repeat finds it.
-- cursor: the place of the last message that was passed; null before the first. uncertain: whether a
-- page after it may have been written in part. leased_until: whoever leased it works on it till then.
CREATE TABLE tasks (
    id             text COLLATE "C" PRIMARY KEY,
    environment_id text COLLATE "C" NOT NULL,
    application_id text COLLATE "C" NOT NULL,
    endpoint_id    text COLLATE "C" NOT NULL,
    kind           text             NOT NULL,
    since          timestamptz      NOT NULL,
    until          timestamptz      NOT NULL,
    filter         text             NOT NULL,
    request        bytea            NOT NULL UNIQUE,
    status         text             NOT NULL,
    canceled       boolean          NOT NULL DEFAULT false,
    error          text,
    counted        bigint,
    sent           bigint           NOT NULL DEFAULT 0,
    cursor_at      timestamptz,
    cursor_id      text COLLATE "C",
    uncertain      boolean          NOT NULL DEFAULT true,
    lease          text             NOT NULL DEFAULT '',
    leased_until   timestamptz      NOT NULL DEFAULT '-infinity',
    turn_at        timestamptz      NOT NULL DEFAULT now(),
    created_at     timestamptz      NOT NULL,
    updated_at     timestamptz      NOT NULL
);

CREATE INDEX tasks_by_environment ON tasks (environment_id, id);
CREATE INDEX tasks_running ON tasks (turn_at) WHERE status = 'running';

-- What the topics hold of a running task's deliveries beyond its cursor. Written with the records
-- themselves, so that who goes on after a crash knows what was sent.
CREATE TABLE task_deliveries (
    task_id     text COLLATE "C" NOT NULL,
    accepted_at timestamptz      NOT NULL,
    message_id  text COLLATE "C" NOT NULL,
    PRIMARY KEY (task_id, accepted_at, message_id)
);

-- Resends of one message that were asked for with an idempotency key.
CREATE TABLE resends (
    request    bytea       PRIMARY KEY,
    created_at timestamptz NOT NULL
);

CREATE INDEX resends_by_age ON resends (created_at);
