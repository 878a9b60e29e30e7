-- The id of the master key's key that sealed it; 0 when it was sealed before that was kept.
ALTER TABLE endpoint_secret ADD COLUMN sealed_under bigint NOT NULL DEFAULT 0;

-- Headers that are sent besides Hooklane's own: JSON, encrypted with the master key.
CREATE TABLE endpoint_headers (
    endpoint_id  text COLLATE "C" PRIMARY KEY REFERENCES endpoint ON DELETE CASCADE,
    sealed       text   NOT NULL,
    sealed_under bigint NOT NULL
);
