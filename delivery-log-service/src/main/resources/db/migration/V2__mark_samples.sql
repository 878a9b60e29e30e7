-- Whether a message is a sample and no event that happened. A constant default rewrites nothing.
ALTER TABLE messages ADD COLUMN test boolean NOT NULL DEFAULT false;
