-- What each recorded batch adds to statistics and to what is known of endpoints' health: written with
-- the batch, in its transaction, and folded into the two tables below every few seconds. So a row of
-- theirs is written once per fold, not once per batch.
CREATE TABLE tallies (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    content bytea NOT NULL
);

-- Read once, some seconds later: not worth compressing.
ALTER TABLE tallies ALTER COLUMN content SET STORAGE EXTERNAL;

-- Locked by whoever folds, before its snapshot is taken: one at a time, over all replicas.
CREATE TABLE folding ();

-- span: 0 an hour, 1 a UTC day, which begins at that time.
-- Deliveries are counted where they stand now, under the time at which their message was accepted;
-- attempts under the time at which they began. retried: successes that took more than one attempt.
-- latency: a packed histogram of attempts' durations.
CREATE TABLE rollups (
    environment_id  text COLLATE "C" NOT NULL,
    application_id  text COLLATE "C" NOT NULL,
    endpoint_id     text COLLATE "C" NOT NULL,
    event_type      text COLLATE "C" NOT NULL,
    span            smallint         NOT NULL,
    begins          timestamptz      NOT NULL,
    pending         bigint           NOT NULL,
    success         bigint           NOT NULL,
    failed          bigint           NOT NULL,
    canceled        bigint           NOT NULL,
    retried         bigint           NOT NULL,
    attempts        bigint           NOT NULL,
    failed_attempts bigint           NOT NULL,
    latency         bytea            NOT NULL,
    PRIMARY KEY (endpoint_id, span, begins, event_type)
) WITH (fillfactor = 45);

CREATE INDEX rollups_by_application ON rollups (application_id, span, begins);
CREATE INDEX rollups_by_environment ON rollups (environment_id, span, begins);

-- failures: since the last success, not those that were made by hand; failing_since: the first of them.
-- exact: false while these two are to be counted anew, once all tallies are folded.
CREATE TABLE endpoint_health (
    endpoint_id     text COLLATE "C" PRIMARY KEY,
    environment_id  text COLLATE "C" NOT NULL,
    application_id  text COLLATE "C" NOT NULL,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_error      text,
    failures        bigint           NOT NULL,
    failing_since   timestamptz,
    exact           boolean          NOT NULL
) WITH (fillfactor = 45);

CREATE INDEX endpoint_health_by_environment ON endpoint_health (environment_id, endpoint_id);
CREATE INDEX endpoint_health_not_exact ON endpoint_health (endpoint_id) WHERE NOT exact;
CREATE INDEX endpoint_health_by_application ON endpoint_health (application_id, endpoint_id);
CREATE INDEX endpoint_health_failing ON endpoint_health (environment_id, endpoint_id)
    WHERE failing_since IS NOT NULL;
