-- Messages that tell operational webhooks of a change; a row goes when Kafka has its message.
-- headers: names and values by turns.
CREATE TABLE operational_outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key     text   NOT NULL,
    headers text[] NOT NULL,
    payload bytea  NOT NULL
);

-- E-mails that no SMTP server has taken yet.
CREATE TABLE alert (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject    text        NOT NULL,
    body       text        NOT NULL,
    tries      integer     NOT NULL,
    due_at     timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX alert_due ON alert (due_at);
