-- PostgreSQL compresses values only in rows above 2 kB, whatever toast_tuple_target says, and most
-- messages are shorter. So the log compresses payloads itself, as one block of LZ4 each.

SET LOCAL lock_timeout = '20s';

-- By another name: a replica of the earlier release fails, instead of sending compressed bytes.
ALTER TABLE messages RENAME COLUMN payload TO stored_payload;

-- The payload's bytes where stored_payload is compressed; null where it is kept as it is, as all
-- were that are recorded by now.
ALTER TABLE messages ADD COLUMN payload_size integer;

-- What makes a row too long goes elsewhere, or is compressed. While it had to stay (MAIN), the ids
-- beside it went first.
ALTER TABLE messages ALTER COLUMN stored_payload SET STORAGE EXTERNAL;
ALTER TABLE attempts ALTER COLUMN response SET STORAGE EXTENDED;

DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT i.inhrelid FROM pg_inherits i
        WHERE i.inhparent IN ('messages'::regclass, 'attempts'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s RESET (toast_tuple_target)', part);
    END LOOP;
END
$$;

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
        WHEN 'deliveries' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (message_id, endpoint_id)', name);
            -- Most rows change a few times while they are young: room for that on the same page.
            EXECUTE format('ALTER TABLE %I SET (fillfactor = 85)', name);
        WHEN 'attempts' THEN
            EXECUTE format('CREATE UNIQUE INDEX ON %I (message_id, id)', name);
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
