-- What was accepted, what became of it, and every try. All three tables are partitioned by the UTC
-- day on which the message was accepted: every record of a message carries that time, so a repeat of
-- a record lands in the same partition, and a day is dropped as a whole. The recorder makes the
-- partitions. Ids compare byte by byte ("C"), since their text order is their time order.

CREATE TABLE messages (
    day            date             NOT NULL,
    id             text COLLATE "C" NOT NULL,
    environment_id text COLLATE "C" NOT NULL,
    application_id text COLLATE "C" NOT NULL,
    event_type     text COLLATE "C" NOT NULL,
    event_id       text COLLATE "C",
    channels       text[]           NOT NULL,
    accepted_at    timestamptz      NOT NULL,
    ordering_key   text COLLATE "C",
    content_type   text             NOT NULL,
    payload        bytea            NOT NULL,
    PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);

CREATE INDEX messages_by_application ON messages (application_id, accepted_at DESC, id DESC);

-- By a hash: an event's id may be longer than an index entry can be.
CREATE INDEX messages_by_event ON messages (hashtextextended(event_id, 0))
    WHERE event_id IS NOT NULL;

-- state: 0 pending, 1 canceled, 2 failed, 3 success; of two reports the higher one may win.
-- attempts: the number of the latest attempt that was reported; 0 before the first.
-- The delivery's id is derived from message and endpoint, so those two are the key.
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
    reason          text COLLATE "C",
    PRIMARY KEY (message_id, endpoint_id, day)
) PARTITION BY RANGE (day);

CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, accepted_at DESC, message_id DESC);

-- failure: null for a success. response: the body's bytes, as they came.
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
    url              text             NOT NULL,
    status_code      integer          NOT NULL,
    failure          text,
    failure_detail   text,
    response_headers text,
    response         bytea            NOT NULL,
    state            smallint         NOT NULL,
    next_attempt_at  timestamptz,
    PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);

CREATE INDEX attempts_by_endpoint ON attempts (endpoint_id, id DESC);
CREATE INDEX attempts_by_message ON attempts (message_id, id DESC);

-- How far each partition of the topics is recorded: written with the rows, in one transaction, so
-- that any replica can tell whether what it looks for could still be on its way.
CREATE TABLE recorded_positions (
    topic          text    NOT NULL,
    topic_partition integer NOT NULL,
    next_offset    bigint  NOT NULL,
    PRIMARY KEY (topic, topic_partition)
) WITH (fillfactor = 50);

-- LZ4 costs a fraction of the default compression's time; a server may have been built without it.
DO $$
BEGIN
    ALTER TABLE messages ALTER COLUMN payload SET COMPRESSION lz4;
    ALTER TABLE attempts ALTER COLUMN response SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported OR invalid_parameter_value THEN
        RAISE NOTICE 'this server has no LZ4: bodies keep the default compression';
END
$$;
