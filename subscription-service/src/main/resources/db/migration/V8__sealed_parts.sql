-- What is kept sealed for an endpoint beside its secrets: headers, authentication, certificate. Each
-- is JSON, encrypted with the master key for its context, the endpoint's id and which part it is.
CREATE TABLE endpoint_sealed (
    context      text COLLATE "C" PRIMARY KEY,
    endpoint_id  text COLLATE "C" NOT NULL REFERENCES endpoint ON DELETE CASCADE,
    sealed       text   NOT NULL,
    sealed_under bigint NOT NULL
);

CREATE INDEX endpoint_sealed_of ON endpoint_sealed (endpoint_id);

INSERT INTO endpoint_sealed
SELECT endpoint_id || '/headers', endpoint_id, sealed, sealed_under FROM endpoint_headers;

DROP TABLE endpoint_headers;

-- Which keys sealed what there is of an endpoint.
CREATE VIEW endpoint_sealed_under AS
SELECT endpoint_id, sealed_under FROM endpoint_secret
UNION ALL
SELECT endpoint_id, sealed_under FROM endpoint_sealed;

-- The only certificates that a receiver's may be signed by, as PEM; no row: the platform's.
CREATE TABLE endpoint_ca (
    endpoint_id  text COLLATE "C" PRIMARY KEY REFERENCES endpoint ON DELETE CASCADE,
    certificates text NOT NULL
);
