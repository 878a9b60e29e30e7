-- Who changed what. Ids sort by time.
CREATE TABLE audit_entry (
    id             text COLLATE "C" PRIMARY KEY,
    -- No references: entries outlive what they tell of.
    environment_id text COLLATE "C",
    application_id text COLLATE "C",
    caller         text        NOT NULL,
    caller_name    text        NOT NULL,
    action         text        NOT NULL,
    kind           text        NOT NULL,
    thing          text        NOT NULL,
    -- JSON, as callers see the thing: without secrets.
    state_before   text,
    state_after    text,
    created_at     timestamptz NOT NULL
);

CREATE INDEX audit_entry_page ON audit_entry (environment_id, id);
CREATE INDEX audit_entry_of_application ON audit_entry (application_id, id);
CREATE INDEX audit_entry_of_thing ON audit_entry (thing, id);
CREATE INDEX audit_entry_age ON audit_entry (created_at);

-- A key of one application's portal has capabilities instead of scopes.
ALTER TABLE api_key
    ADD COLUMN application_id text COLLATE "C" REFERENCES application ON DELETE CASCADE,
    ADD COLUMN capabilities   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN feature_flags  text[],
    -- The caller's own name for the session that a portal's token is of.
    ADD COLUMN session_id     text,
    -- The beginning of the key's text, by which people tell keys apart.
    ADD COLUMN hint           text   NOT NULL DEFAULT '',
    ADD COLUMN last_used_at   timestamptz,
    ADD COLUMN revoked_at     timestamptz;

CREATE INDEX api_key_page ON api_key (environment_id, id) WHERE application_id IS NULL;
CREATE INDEX api_key_of_application ON api_key (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX api_key_end ON api_key (expires_at) WHERE expires_at IS NOT NULL;

-- What was answered to a request with an idempotency key; see RFC draft "The Idempotency-Key HTTP
-- Header Field".
CREATE TABLE idempotent_answer (
    -- SHA-256 over caller, method, path and idempotency key.
    request    bytea PRIMARY KEY,
    status     integer,
    -- Encrypted with the master key, since an answer may hold a token.
    sealed     text,
    created_at timestamptz NOT NULL
);

CREATE INDEX idempotent_answer_age ON idempotent_answer (created_at);
