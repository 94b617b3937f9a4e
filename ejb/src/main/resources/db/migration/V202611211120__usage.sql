create table usage_events (
    id              uuid primary key,
    session_id      uuid           not null references sessions (id),
    owner_id        text           not null,
    agent_id        uuid           not null references agents (id),
    event_type      text           not null check (event_type in ('stt_minutes', 'llm_tokens', 'tts_characters')),
    provider        text           not null,
    usage_data      jsonb,                         -- as sent; null where quantity and costs were sent instead
    quantity        numeric(24, 9) not null check (quantity >= 0),
    unit_cost       numeric(24, 12) not null check (unit_cost >= 0),
    total_cost      numeric(30, 12) not null check (total_cost >= 0),
    idempotency_key text,
    request_hash    bytea,                         -- tells a retry from another request under the same key
    created_at      timestamptz    not null
);
create unique index usage_events_once on usage_events (owner_id, idempotency_key) where idempotency_key is not null;
create index usage_events_of_session on usage_events (session_id, created_at, id);

-- Sums of usage_events, kept in the same transaction as each of them. Several rows for the same things (shard), so
-- that events of one owner do not wait for each other; their sum counts.
create table usage_days (
    owner_id   text           not null,
    day        date           not null,            -- UTC
    agent_id   uuid           not null,
    provider   text           not null,
    event_type text           not null,
    shard      smallint       not null,
    total_cost numeric(38, 12) not null,
    events     bigint         not null,
    primary key (owner_id, day, agent_id, provider, event_type, shard)
) with (fillfactor = 50);

create table usage_sessions (
    session_id uuid primary key references sessions (id),
    owner_id   text           not null,
    agent_id   uuid           not null,
    total_cost numeric(38, 12) not null,
    events     bigint         not null
) with (fillfactor = 50);

create table usage_agents (
    agent_id   uuid           not null references agents (id),
    shard      smallint       not null,
    owner_id   text           not null,
    sessions   bigint         not null,
    events     bigint         not null,
    total_cost numeric(38, 12) not null,
    primary key (agent_id, shard)
) with (fillfactor = 50);
create index usage_agents_of_owner on usage_agents (owner_id);
