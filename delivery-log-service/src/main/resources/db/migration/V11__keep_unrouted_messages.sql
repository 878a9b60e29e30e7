-- Messages without a delivery, so that they are counted without looking at each message of a day.
-- A sweep finds them, once, some seconds after they were accepted.
-- unsure: a delivery may have come that did not take it out; whoever counts it looks for one.
CREATE TABLE unrouted_messages (
    day            date             NOT NULL,
    environment_id text COLLATE "C" NOT NULL,
    application_id text COLLATE "C" NOT NULL,
    message_id     text COLLATE "C" NOT NULL,
    accepted_at    timestamptz      NOT NULL,
    unsure         boolean          NOT NULL
) PARTITION BY RANGE (environment_id, day);

-- With all that is asked of a row that is counted: it is read by nobody.
CREATE INDEX unrouted_messages_by_time ON unrouted_messages (accepted_at DESC)
    INCLUDE (environment_id, day) WHERE NOT unsure;
CREATE INDEX unrouted_messages_in_application ON unrouted_messages (application_id, accepted_at DESC)
    INCLUDE (environment_id, day) WHERE NOT unsure;
CREATE INDEX unrouted_messages_unsure ON unrouted_messages (accepted_at DESC) WHERE unsure;

-- How far a day's messages are swept, by their time of acceptance. A row is made with the day's
-- partition; without one, nothing of the day is swept.
-- swept_until: of what was accepted before, all that has no delivery is in unrouted_messages.
-- sweeping_until: what is recorded of before is to be kept right there by whoever records it.
CREATE TABLE unrouted_sweeps (
    environment_id text COLLATE "C" NOT NULL,
    day            date             NOT NULL,
    swept_until    timestamptz      NOT NULL,
    sweeping_until timestamptz      NOT NULL,
    PRIMARY KEY (environment_id, day),
    CHECK (swept_until <= sweeping_until)
) WITH (fillfactor = 45);

-- The lock is the one that recorders take: two of these do not make the same partition.
CREATE OR REPLACE FUNCTION add_partition(parent text, name text, environment text, day date)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7525356009529896549);
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, parent);
    CASE parent
        WHEN 'messages' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (id)', name);
            EXECUTE format('ALTER TABLE %I SET (toast_tuple_target = 512)', name);
        WHEN 'deliveries' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (message_id, endpoint_id)', name);
            -- Most rows change a few times while they are young: room for that on the same page.
            EXECUTE format('ALTER TABLE %I SET (fillfactor = 85)', name);
        WHEN 'attempts' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (message_id, id)', name);
            EXECUTE format('ALTER TABLE %I SET (toast_tuple_target = 512)', name);
        WHEN 'message_keys' THEN
            NULL;
        WHEN 'unrouted_messages' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (message_id)', name);
            INSERT INTO unrouted_sweeps (environment_id, day, swept_until, sweeping_until)
            VALUES (environment, day, day::timestamp AT TIME ZONE 'UTC',
                day::timestamp AT TIME ZONE 'UTC')
            ON CONFLICT ON CONSTRAINT unrouted_sweeps_pkey DO NOTHING;
        ELSE
            RAISE 'no partitions are known of %', parent;
    END CASE;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L, %L) TO (%L, %L)',
        parent, name, environment, day, environment, day + 1);
    RETURN true;
END
$$;

-- Makes the partition that a sweep of a day needs, and tells whether there is something to sweep:
-- not when the day was dropped; then it is forgotten.
CREATE FUNCTION prepare_sweep(environment text, of_day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    place text := substr(environment, 5) || '_' || to_char(of_day, 'YYYYMMDD');
BEGIN
    PERFORM pg_advisory_xact_lock(7525356009529896549);
    IF to_regclass(quote_ident('messages_' || place)) IS NULL THEN
        DELETE FROM unrouted_sweeps s WHERE s.environment_id = environment AND s.day = of_day;
        RETURN false;
    END IF;
    PERFORM add_partition('unrouted_messages', 'unrouted_messages_' || place, environment, of_day);
    RETURN true;
END
$$;

-- What is there is swept from its beginning.
INSERT INTO unrouted_sweeps (environment_id, day, swept_until, sweeping_until)
SELECT environment, day, day::timestamp AT TIME ZONE 'UTC', day::timestamp AT TIME ZONE 'UTC'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    CROSS JOIN LATERAL (SELECT 'env_' || split_part(c.relname, '_', 2) AS environment,
        to_date(split_part(c.relname, '_', 3), 'YYYYMMDD') AS day) AS place
WHERE i.inhparent = 'messages'::regclass;
