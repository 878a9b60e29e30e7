-- PostgreSQL compresses a value only in rows above 2 kB, whatever toast_tuple_target says; most
-- messages are shorter. So the log compresses payloads itself, by LZ4 as one block.
-- payload_size: the payload's bytes when payload is compressed; null when it is kept as it is, as
-- all were that are recorded by now.
ALTER TABLE messages ADD COLUMN payload_size integer;
