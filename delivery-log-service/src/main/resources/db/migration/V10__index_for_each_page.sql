-- So that each list is read in its own order and costs what its page shows. An index made here is
-- for partitions that are still to come; those that are there get theirs one by one while the
-- service runs (indexing), without a lock that would hold anybody up.

-- What a channel or tag is found by, within its application; null where it is a search key. The
-- column key is of the environment's.
ALTER TABLE message_keys ADD COLUMN application_key bigint;

-- With all that is asked of such a row: it is read by nobody.
CREATE INDEX message_keys_by_application_key ON ONLY message_keys (application_key, accepted_at DESC)
    INCLUDE (message_id, day, environment_id) WHERE application_key IS NOT NULL;

-- Columns after the time are for conditions alone: a row that they do not fit is not read. Ties of
-- time are few, and sorted as they are read.
CREATE INDEX messages_in_application ON ONLY messages (application_id, accepted_at DESC, event_type);
CREATE INDEX messages_in_application_by_type ON ONLY messages (
    application_id, event_type, accepted_at DESC);

CREATE INDEX deliveries_to_endpoint ON ONLY deliveries (endpoint_id, accepted_at DESC, event_type);

CREATE INDEX deliveries_not_succeeded ON ONLY deliveries (
    (CASE state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END),
    accepted_at DESC, failure, event_type) WHERE state <> 5;
CREATE INDEX deliveries_not_succeeded_in_application ON ONLY deliveries (
    application_id,
    (CASE state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END),
    accepted_at DESC, failure, event_type) WHERE state <> 5;
CREATE INDEX deliveries_not_succeeded_to_endpoint ON ONLY deliveries (
    endpoint_id,
    (CASE state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END),
    accepted_at DESC, failure, event_type) WHERE state <> 5;

CREATE INDEX attempts_to_endpoint ON ONLY attempts (
    endpoint_id, id DESC, event_type, (failure IS NULL));
CREATE INDEX attempts_failed_to_endpoint ON ONLY attempts (
    endpoint_id, id DESC, event_type, status_code) WHERE failure IS NOT NULL;

-- Indexes that go once their successors are on every partition.
CREATE TABLE replaced_indexes (
    name      text PRIMARY KEY,
    successor text NOT NULL
);

INSERT INTO replaced_indexes (name, successor) VALUES
    ('messages_by_application', 'messages_in_application'),
    ('deliveries_by_endpoint', 'deliveries_to_endpoint'),
    ('deliveries_undelivered', 'deliveries_not_succeeded'),
    ('deliveries_undelivered_by_application', 'deliveries_not_succeeded_in_application'),
    ('attempts_by_endpoint', 'attempts_to_endpoint'),
    ('attempts_failed_by_endpoint', 'attempts_failed_to_endpoint');

-- Where nothing is recorded yet, there is nothing to wait for.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = 'messages'::regclass) THEN
        DROP INDEX messages_by_application, deliveries_by_endpoint, deliveries_undelivered,
            deliveries_undelivered_by_application, attempts_by_endpoint, attempts_failed_by_endpoint;
        DELETE FROM replaced_indexes;
    END IF;
END
$$;

-- Days of which messages are recorded whose channels and tags are not in message_keys.
CREATE TABLE days_without_names (
    environment_id text COLLATE "C" NOT NULL,
    day            date             NOT NULL,
    PRIMARY KEY (environment_id, day)
);

INSERT INTO days_without_names (environment_id, day)
SELECT 'env_' || split_part(c.relname, '_', 2), to_date(split_part(c.relname, '_', 3), 'YYYYMMDD')
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'messages'::regclass;

-- As SearchKey has it: the first eight bytes of the SHA-256 of name, a zero byte and value.
CREATE FUNCTION search_key(name text, value text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || encode(substr(sha256(convert_to(name, 'UTF8') || '\x00'::bytea
        || convert_to(value, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
$$;

-- Writes what channels and tags of a day's messages are found by, where it is not there yet.
CREATE FUNCTION add_names(environment text, of_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_partition('message_keys',
        'message_keys_' || substr(environment, 5) || '_' || to_char(of_day, 'YYYYMMDD'),
        environment, of_day);
    INSERT INTO message_keys (day, environment_id, application_id, message_id, accepted_at, key,
        name, value, application_key)
    SELECT m.day, m.environment_id, m.application_id, m.id, m.accepted_at,
        search_key(n.name, n.value), n.name, n.value,
        search_key(m.application_id || n.name, n.value)
    FROM messages m CROSS JOIN LATERAL (
        SELECT '/channel' AS name, unnest(m.channels) AS value
        UNION SELECT '/tag', unnest(m.tags)) n
    WHERE m.environment_id = environment AND m.day = of_day
        AND (m.channels <> '{}' OR m.tags <> '{}')
        AND NOT EXISTS (SELECT FROM message_keys k WHERE k.environment_id = environment
            AND k.day = of_day AND k.message_id = m.id AND k.application_key IS NOT NULL);
    DELETE FROM days_without_names w WHERE w.environment_id = environment AND w.day = of_day;
END
$$;
