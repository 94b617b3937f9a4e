-- What providers did for sessions, and what it cost in USD. Decimals have no scale of their own: they are kept digit
-- for digit, so that no sum drifts.
create table usage_events (
    id              uuid primary key,
    session_id      uuid        not null references sessions (id),
    owner_id        text        not null,
    agent_id        uuid        not null references agents (id),
    provider        text        not null,
    event_type      text        not null check (event_type in ('stt_minutes', 'llm_tokens', 'tts_characters')),
    -- What was measured; null where quantity and costs were sent instead.
    audio_seconds   numeric,
    input_tokens    int,
    output_tokens   int,
    characters      int,
    quantity        numeric     not null check (quantity >= 0),   -- minutes, tokens or characters
    unit_cost       numeric     not null check (unit_cost >= 0),  -- of one of them
    total_cost      numeric     not null check (total_cost >= 0),
    sent_by         text        not null,          -- the subject of the token; whose idempotency key it is
    idempotency_key text,
    created_at      timestamptz not null,
    check ((input_tokens is null) = (output_tokens is null)),
    check (audio_seconds is null or event_type = 'stt_minutes'),
    check (input_tokens is null or event_type = 'llm_tokens'),
    check (characters is null or event_type = 'tts_characters')
);
create unique index usage_events_once on usage_events (sent_by, idempotency_key) where idempotency_key is not null;
create index usage_events_of_session on usage_events (session_id, created_at, id);

create function usage_events_are_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'usage_events is append-only' using errcode = 'restrict_violation';
end $$;
create trigger usage_events_append_only before update or delete or truncate on usage_events
    for each statement execute function usage_events_are_append_only();

-- Sums of usage_events, kept in the same transaction as each of them. Several rows for the same things (shard), so
-- that events of different sessions do not wait for each other; their sum counts. A scope is one owner's events, or
-- everybody's.
create table usage_sessions (
    session_id          uuid primary key references sessions (id),
    stt_minutes_cost    numeric not null,
    llm_tokens_cost     numeric not null,
    tts_characters_cost numeric not null,
    events              bigint  not null
) with (fillfactor = 50);

create table usage_agents (
    agent_id   uuid     not null references agents (id),
    shard      smallint not null,
    owner_id   text     not null,
    sessions   bigint   not null,                  -- that have an event
    events     bigint   not null,
    total_cost numeric  not null,
    primary key (agent_id, shard)
) with (fillfactor = 50);
create index usage_agents_of_owner on usage_agents (owner_id);

create table usage_days (
    scope      text     not null,
    day        date     not null,                  -- UTC
    provider   text     not null,
    shard      smallint not null,
    total_cost numeric  not null,
    primary key (scope, day, provider, shard)
) with (fillfactor = 50);

create table usage_totals (
    scope      text     not null,
    provider   text     not null,
    shard      smallint not null,
    total_cost numeric  not null,
    primary key (scope, provider, shard)
) with (fillfactor = 50);
