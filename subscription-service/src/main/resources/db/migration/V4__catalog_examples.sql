-- What callers give as payloads, by version of the schema, as JSON; and what was made of schemas
-- that have none: {"<version>": {"sample": {…}}} or {"<version>": {"reason": "…"}}.
ALTER TABLE event_type
    ADD COLUMN examples text,
    ADD COLUMN samples  text;
