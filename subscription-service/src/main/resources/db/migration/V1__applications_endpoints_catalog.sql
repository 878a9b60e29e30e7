-- Ids sort by time as bytes do: hence the "C" collation wherever lists are paged by them.

CREATE TABLE environment (
    id               text COLLATE "C" PRIMARY KEY,
    name             text        NOT NULL CONSTRAINT environment_name_taken UNIQUE,
    kind             text        NOT NULL CHECK (kind IN ('LIVE', 'TEST')),
    webhooks_enabled boolean     NOT NULL,
    created_at       timestamptz NOT NULL
);

CREATE TABLE api_key (
    id             text COLLATE "C" PRIMARY KEY,
    environment_id text COLLATE "C" REFERENCES environment,
    name           text        NOT NULL,
    -- SHA-256 of the key's text, hexadecimal: the text itself is nowhere.
    hash           text        NOT NULL CONSTRAINT api_key_hash_taken UNIQUE,
    scopes         text[]      NOT NULL,
    expires_at     timestamptz,
    created_at     timestamptz NOT NULL
);

CREATE TABLE application (
    id             text COLLATE "C" PRIMARY KEY,
    environment_id text COLLATE "C" NOT NULL REFERENCES environment,
    uid            text,
    name           text        NOT NULL,
    throttle_rate  integer,
    metadata       text        NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT application_uid_taken UNIQUE (environment_id, uid)
);

CREATE INDEX application_page ON application (environment_id, id);

CREATE TABLE endpoint (
    id             text COLLATE "C" PRIMARY KEY,
    environment_id text COLLATE "C" NOT NULL REFERENCES environment,
    application_id text COLLATE "C" NOT NULL REFERENCES application,
    uid            text,
    url            text        NOT NULL,
    description    text        NOT NULL,
    disabled       boolean     NOT NULL,
    event_types    text[],
    channels       text[],
    throttle_rate  integer,
    metadata       text        NOT NULL,
    retry_preset   text,
    retry_delays   text[],
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT endpoint_uid_taken UNIQUE (application_id, uid),
    CONSTRAINT endpoint_one_schedule CHECK (retry_preset IS NULL OR retry_delays IS NULL)
);

CREATE INDEX endpoint_page ON endpoint (application_id, id);

-- Encrypted with the master key. The one that does not expire is the current one.
CREATE TABLE endpoint_secret (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint_id text COLLATE "C" NOT NULL REFERENCES endpoint ON DELETE CASCADE,
    sealed      text        NOT NULL,
    expires_at  timestamptz,
    created_at  timestamptz NOT NULL
);

CREATE INDEX endpoint_secret_of ON endpoint_secret (endpoint_id);
CREATE UNIQUE INDEX endpoint_secret_one_current ON endpoint_secret (endpoint_id) WHERE expires_at IS NULL;

CREATE TABLE event_type (
    environment_id text COLLATE "C" NOT NULL REFERENCES environment,
    name           text COLLATE "C" NOT NULL,
    description    text        NOT NULL,
    archived       boolean     NOT NULL,
    deprecated     boolean     NOT NULL,
    -- JSON Schemas by version, as they were given.
    schemas        text,
    feature_flags  text[],
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT event_type_name_taken PRIMARY KEY (environment_id, name)
);

-- What is committed but not yet acknowledged by Kafka. A row's id is taken while its subject is
-- locked, so that ids of one key are in the order of their commits.
CREATE TABLE outbox (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key   text NOT NULL,
    -- Null removes the key.
    value bytea
);
