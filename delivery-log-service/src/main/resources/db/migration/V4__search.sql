-- What messages are found by: values in their payloads, as the environment's search attributes say.
-- key: a hash of name and value (SearchKey); an index of both as they are would be several times as
-- large, and a value longer than an index entry can be. Whoever asks compares both as well.
CREATE TABLE message_keys (
    day            date             NOT NULL,
    environment_id text COLLATE "C" NOT NULL,
    application_id text COLLATE "C" NOT NULL,
    message_id     text COLLATE "C" NOT NULL,
    accepted_at    timestamptz      NOT NULL,
    key            bigint           NOT NULL,
    name           text COLLATE "C" NOT NULL,
    value          text COLLATE "C" NOT NULL
) PARTITION BY RANGE (environment_id, day);

CREATE INDEX message_keys_by_key ON message_keys (key, accepted_at DESC);

-- To find those of one message, rows come nearly in this order: a thousandth of a tree's size.
CREATE INDEX message_keys_by_time ON message_keys USING brin (accepted_at)
    WITH (pages_per_range = 16, autosummarize = on);

-- Lists over all applications. Messages are mostly written in this order, so that the trees grow at
-- their ends; ties are few, and sorted as they are read.
CREATE INDEX messages_by_time ON messages (accepted_at DESC);
CREATE INDEX messages_by_type ON messages (event_type, accepted_at DESC);

-- What has not succeeded, by the API's status: two states may have the same one, and one scan for
-- both would come in no order. Whoever asks says it in these words (MessageStatus). A delivery that
-- is recorded together with its first success, as most are, never enters these.
CREATE INDEX deliveries_undelivered ON deliveries (
    (CASE state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END),
    accepted_at DESC) WHERE state <> 5;
CREATE INDEX deliveries_undelivered_by_application ON deliveries (
    application_id,
    (CASE state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END),
    accepted_at DESC) WHERE state <> 5;

CREATE INDEX attempts_failed_by_endpoint ON attempts (endpoint_id, id DESC)
    WHERE failure IS NOT NULL;

CREATE OR REPLACE FUNCTION add_partition(parent text, name text, environment text, day date)
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
        WHEN 'message_keys' THEN
            NULL;
        ELSE
            RAISE 'no partitions are known of %', parent;
    END CASE;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L, %L) TO (%L, %L)',
        parent, name, environment, day, environment, day + 1);
    RETURN true;
END
$$;
