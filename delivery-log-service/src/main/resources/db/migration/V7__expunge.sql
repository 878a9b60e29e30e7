-- Messages whose content was expunged, by the partitions that they stand in: what is recorded of
-- them later, an answer to an attempt that was under way, is expunged too. A row is needed for as
-- long as the topics may tell of its message.
CREATE TABLE expunged_messages (
    environment_id text COLLATE "C" NOT NULL,
    day            date             NOT NULL,
    message_id     text COLLATE "C" NOT NULL,
    expunged_at    timestamptz      NOT NULL,
    PRIMARY KEY (environment_id, day, message_id)
);

CREATE INDEX expunged_messages_by_time ON expunged_messages (expunged_at);
