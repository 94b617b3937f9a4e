create table calls (
    id                  uuid primary key,          -- also the attempt id that travels to the provider and back
    campaign_id         uuid        not null references campaigns (id),
    contact_id          uuid        not null references contacts (id),
    contact_position    int         not null,
    attempt             int         not null default 1,
    -- The fold of call_events.
    status              text        not null check (status in ('QUEUED', 'RINGING', 'IN_PROGRESS', 'ENDED', 'FAILED', 'CANCELED', 'TIMEOUT')),
    -- How far our own order to the provider got.
    launch_state        text        not null check (launch_state in ('PENDING', 'SENDING', 'UNKNOWN', 'ACCEPTED', 'REFUSED')),
    launch_tries        int         not null default 0,
    launch_after        timestamptz not null,      -- not before: the back-off after a refusal
    lookup_first        boolean     not null default false, -- after a 5xx the call may exist: ask before dialing again
    provider_call_id    text,
    -- True while the call counts against the caps; a check ties it to the status.
    slot_held           boolean     not null,
    -- When a sweeper must look at this call although nothing else has happened.
    due_at              timestamptz,
    queued_at           timestamptz not null,
    sending_at          timestamptz,               -- start of the newest POST /call
    first_sending_at    timestamptz,
    accepted_at         timestamptz,
    last_event_at       timestamptz,
    started_at          timestamptz,
    ended_at            timestamptz,
    ended_reason        text,
    cost                numeric(14, 6),
    duration_seconds    numeric(12, 3),
    recording_url       text,
    transcript          jsonb,
    summary             text,
    success_evaluation  boolean,
    check (slot_held = (status in ('QUEUED', 'RINGING', 'IN_PROGRESS')))
) with (fillfactor = 70);
-- I1: whatever crashes or races, a contact is called once per attempt.
create unique index calls_once_per_attempt on calls (contact_id, attempt);
create unique index calls_by_provider_id on calls (provider_call_id) where provider_call_id is not null;
create index calls_by_status on calls (campaign_id, status, contact_position);
create index calls_due on calls (due_at) where due_at is not null;

create table call_events (
    id          bigint generated always as identity primary key,
    call_id     uuid        not null references calls (id),
    kind        text        not null,
    status      text,                              -- the status this event asks for; null: a fact without one
    dedupe_key  text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    inbox_id    bigint,
    data        jsonb       not null default '{}'
);
create unique index call_events_once on call_events (call_id, dedupe_key);

create function call_events_are_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'call_events is append-only' using errcode = 'restrict_violation';
end $$;
create trigger call_events_append_only before update or delete or truncate on call_events
    for each statement execute function call_events_are_append_only();

-- Lines in use at a provider over all campaigns, and whether it answers at all. One row each, locked for an instant.
create table provider_lines (
    provider     text primary key,
    active_calls int not null default 0 check (active_calls >= 0)
) with (fillfactor = 20);
insert into provider_lines (provider) values ('vapi');

create table provider_breakers (
    provider             text primary key,
    consecutive_failures int not null default 0,
    open_until           timestamptz,
    reason               text,
    changed_at           timestamptz not null default clock_timestamp()
) with (fillfactor = 20);
insert into provider_breakers (provider) values ('vapi');

-- Every webhook is a row here before it is answered.
create table inbox (
    id          bigint generated always as identity primary key,
    source      text        not null,
    dedupe_key  text        not null,
    group_key   text,                              -- events of one group are applied in order: the provider's call id
    body        bytea       not null,
    received_at timestamptz not null default clock_timestamp(),
    state       text        not null default 'RECEIVED' check (state in ('RECEIVED', 'UNMATCHED', 'APPLIED', 'REJECTED')),
    tries       int         not null default 0,
    next_try_at timestamptz default clock_timestamp(),
    applied_at  timestamptz,
    note        text
) with (fillfactor = 80);
create unique index inbox_once on inbox (source, dedupe_key);
create index inbox_open on inbox (next_try_at) where next_try_at is not null;
create index inbox_open_by_group on inbox (group_key) where next_try_at is not null;

-- Work that one node at a time does for all: whoever moves next_at does it.
create table schedules (
    name        text primary key,
    next_at     timestamptz not null default clock_timestamp(),
    last_run_at timestamptz,
    last_node   text
);
