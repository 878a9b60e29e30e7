-- What an operator set of an environment, as the API shows it; what is absent has its default.
ALTER TABLE environment
    ADD COLUMN settings   text        NOT NULL DEFAULT '{}',
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

UPDATE environment SET updated_at = created_at;

ALTER TABLE environment ALTER COLUMN updated_at DROP DEFAULT;

-- The id that a thing without a uid had where it was exported: a second import finds it by that.
ALTER TABLE application
    ADD COLUMN origin text COLLATE "C",
    ADD CONSTRAINT application_origin_taken UNIQUE (environment_id, origin);

ALTER TABLE endpoint
    ADD COLUMN origin text COLLATE "C",
    ADD CONSTRAINT endpoint_origin_taken UNIQUE (application_id, origin),
    -- From when on it takes messages; null for ever since.
    ADD COLUMN active_from timestamptz;
