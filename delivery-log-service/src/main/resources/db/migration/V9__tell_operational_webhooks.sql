-- Messages that tell operational webhooks of deliveries; a row goes when Kafka has its message.
-- headers: names and values by turns.
CREATE TABLE operational_outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key     text   NOT NULL,
    headers text[] NOT NULL,
    payload bytea  NOT NULL
);
