-- One partition per environment and UTC day of acceptance, so that each environment's retention is
-- a matter of dropping tables. Rows are written straight into their partition, which knows its
-- environment and day: so a partition's unique keys need neither, and are half as long.

ALTER TABLE messages RENAME TO messages_by_day;
ALTER TABLE deliveries RENAME TO deliveries_by_day;
ALTER TABLE attempts RENAME TO attempts_by_day;
DROP INDEX messages_by_application, messages_by_event, deliveries_by_endpoint, attempts_by_endpoint,
    attempts_by_message;

-- payload: null once it is expunged.
CREATE TABLE messages (
    day            date             NOT NULL,
    id             text COLLATE "C" NOT NULL,
    environment_id text COLLATE "C" NOT NULL,
    application_id text COLLATE "C" NOT NULL,
    event_type     text COLLATE "C" NOT NULL,
    event_id       text COLLATE "C",
    channels       text[]           NOT NULL,
    tags           text[]           NOT NULL,
    accepted_at    timestamptz      NOT NULL,
    ordering_key   text COLLATE "C",
    content_type   text             NOT NULL,
    payload        bytea,
    test           boolean          NOT NULL
) PARTITION BY RANGE (environment_id, day);

CREATE INDEX messages_by_application ON messages (application_id, accepted_at DESC, id DESC);

-- By a hash: an event's id may be longer than an index entry can be.
CREATE INDEX messages_by_event ON messages (hashtextextended(event_id, 0))
    WHERE event_id IS NOT NULL;

-- state: 0 being resent, 1 resent in vain, 2 pending, 3 canceled, 4 failed, 5 success. The first
-- two are of deliveries that the schedule knows nothing of. Of two reports, the higher one may win.
-- attempts: the number of the latest attempt that was reported; 0 before the first.
-- failure: why the latest attempt failed; null when it did not, or when there was none.
CREATE TABLE deliveries (
    day             date             NOT NULL,
    id              text COLLATE "C" NOT NULL,
    environment_id  text COLLATE "C" NOT NULL,
    application_id  text COLLATE "C" NOT NULL,
    endpoint_id     text COLLATE "C" NOT NULL,
    message_id      text COLLATE "C" NOT NULL,
    event_type      text COLLATE "C" NOT NULL,
    accepted_at     timestamptz      NOT NULL,
    state           smallint         NOT NULL,
    attempts        integer          NOT NULL,
    reported_at     timestamptz      NOT NULL,
    next_attempt_at timestamptz,
    failure         text COLLATE "C",
    reason          text COLLATE "C"
) PARTITION BY RANGE (environment_id, day);

CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, accepted_at DESC, message_id DESC);

-- failure: null for a success. response: the body's bytes, as they came; null once expunged.
-- timings: milliseconds of name resolution, connecting, TLS, first byte.
CREATE TABLE attempts (
    day              date             NOT NULL,
    id               text COLLATE "C" NOT NULL,
    delivery_id      text COLLATE "C" NOT NULL,
    environment_id   text COLLATE "C" NOT NULL,
    application_id   text COLLATE "C" NOT NULL,
    endpoint_id      text COLLATE "C" NOT NULL,
    message_id       text COLLATE "C" NOT NULL,
    event_type       text COLLATE "C" NOT NULL,
    number           integer          NOT NULL,
    manual           boolean          NOT NULL,
    began_at         timestamptz      NOT NULL,
    duration_ms      bigint           NOT NULL,
    timings          text,
    url              text             NOT NULL,
    status_code      integer          NOT NULL,
    failure          text COLLATE "C",
    failure_detail   text,
    request_headers  text,
    response_headers text,
    response         bytea,
    state            smallint         NOT NULL,
    next_attempt_at  timestamptz
) PARTITION BY RANGE (environment_id, day);

CREATE INDEX attempts_by_endpoint ON attempts (endpoint_id, id DESC);

-- Bodies are compressed where they are, from some hundred bytes on: to put them elsewhere would
-- cost a second write.
ALTER TABLE messages ALTER COLUMN payload SET STORAGE MAIN;
ALTER TABLE attempts ALTER COLUMN response SET STORAGE MAIN;
DO $$
BEGIN
    ALTER TABLE messages ALTER COLUMN payload SET COMPRESSION lz4;
    ALTER TABLE attempts ALTER COLUMN response SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported OR invalid_parameter_value THEN
        RAISE NOTICE 'this server has no LZ4: bodies keep the default compression';
END
$$;

-- Makes a table's partition unless it is there, and tells whether it made it. Attached, not created
-- in place: that locks the table against readers, this does not.
CREATE FUNCTION add_partition(parent text, name text, environment text, day date)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
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
        ELSE
            RAISE 'no partitions are known of %', parent;
    END CASE;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L, %L) TO (%L, %L)',
        parent, name, environment, day, environment, day + 1);
    RETURN true;
END
$$;

-- What was recorded before moves over; the names are those that the recorder gives.
DO $$
DECLARE
    parent text;
    place  record;
BEGIN
    FOREACH parent IN ARRAY ARRAY['messages', 'deliveries', 'attempts'] LOOP
        FOR place IN EXECUTE format('SELECT DISTINCT environment_id, day FROM %I', parent || '_by_day') LOOP
            PERFORM add_partition(parent, parent || '_' || substr(place.environment_id, 5) || '_'
                || to_char(place.day, 'YYYYMMDD'), place.environment_id, place.day);
        END LOOP;
    END LOOP;
END
$$;

INSERT INTO messages (day, id, environment_id, application_id, event_type, event_id, channels, tags,
    accepted_at, ordering_key, content_type, payload, test)
SELECT day, id, environment_id, application_id, event_type, event_id, channels, '{}', accepted_at,
    ordering_key, content_type, payload, test
FROM messages_by_day;

INSERT INTO deliveries (day, id, environment_id, application_id, endpoint_id, message_id,
    event_type, accepted_at, state, attempts, reported_at, next_attempt_at, reason)
SELECT day, id, environment_id, application_id, endpoint_id, message_id, event_type, accepted_at,
    state + 2, attempts, reported_at, next_attempt_at, reason
FROM deliveries_by_day;

INSERT INTO attempts (day, id, delivery_id, environment_id, application_id, endpoint_id, message_id,
    event_type, number, manual, began_at, duration_ms, url, status_code, failure, failure_detail,
    response_headers, response, state, next_attempt_at)
SELECT day, id, delivery_id, environment_id, application_id, endpoint_id, message_id, event_type,
    number, manual, began_at, duration_ms, url, status_code, failure, failure_detail,
    response_headers, response, state + 2, next_attempt_at
FROM attempts_by_day;

DROP TABLE messages_by_day, deliveries_by_day, attempts_by_day;
