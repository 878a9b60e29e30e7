-- What was published under which key, while a repeat of the key must be known.
create table remembered_key (
  application text not null,
  -- 'idempotency-key' or 'event-id'
  kind text not null,
  key text not null,
  message text not null,
  accepted_at timestamptz not null,
  -- the idempotency key that an event id came with
  idempotency_key text,
  expires_at timestamptz not null,
  primary key (application, kind, key)
);

create index remembered_key_expires_at on remembered_key (expires_at);
