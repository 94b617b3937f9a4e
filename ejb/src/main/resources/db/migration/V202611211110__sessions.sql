-- A conversation of an agent with a person in a LiveKit room: over the web, or an inbound or outbound telephone call.
create table sessions (
    id                 uuid primary key,
    owner_id           text        not null,
    agent_id           uuid        not null references agents (id),
    room_name          text        not null,
    direction          text        check (direction in ('INBOUND', 'OUTBOUND')), -- null: over the web
    -- The fold of session_events.
    status             text        not null check (status in ('CREATED', 'ACTIVE', 'COMPLETED', 'FAILED')),
    call_status        text        check (call_status in ('RINGING', 'ANSWERED', 'COMPLETED', 'FAILED', 'NO_ANSWER')),
    phone_number       text,                       -- the other side: who was called, or who calls; null where withheld
    sip_identity       text,                       -- the participant of the other side in the room
    sip_call_id        text,
    room_sid           text,                       -- which of the rooms that have had this name
    end_reason         text,
    created_at         timestamptz not null,
    started_at         timestamptz,                -- answered, or joined
    ended_at           timestamptz,
    duration_seconds   numeric(12, 3),             -- from started_at to ended_at; null if it never started
    last_event_at      timestamptz not null,
    -- How far our own order to dial got; null where we do not dial.
    launch_state       text        check (launch_state in ('PENDING', 'DIALING', 'SETTLED')),
    launch_tries       int         not null default 0,
    launch_after       timestamptz,                -- not before; while somebody places it, when he counts as dead
    dialing_at         timestamptz,                -- committed before the one attempt to dial
    ending_at          timestamptz,                -- somebody asked to end it, and LiveKit is being told
    -- When LiveKit must be asked about this session although nothing else has happened. No living session goes without.
    due_at             timestamptz default clock_timestamp() + interval '15 minutes',
    transfer_state     text        check (transfer_state in ('SENDING', 'DONE')),
    transfer_type      text        check (transfer_type in ('warm', 'cold')),
    transferred_to     text,
    transfer_identity  text,                       -- the human's participant in a warm transfer
    transfer_at        timestamptz,
    callback_url       text,
    check ((direction is null) = (call_status is null)),
    check (status in ('COMPLETED', 'FAILED') or due_at is not null),
    check ((transfer_state is null) = (transferred_to is null))
) with (fillfactor = 70);
-- A room holds one living session.
create unique index sessions_living_room on sessions (room_name) where status in ('CREATED', 'ACTIVE');
create index sessions_by_room on sessions (room_name, created_at desc, id desc);
create index sessions_of_owner on sessions (owner_id, created_at desc, id desc);
create index sessions_of_owner_by_direction on sessions (owner_id, direction, created_at desc, id desc)
    where direction is not null;
create index sessions_in_order on sessions (created_at desc, id desc);
create index sessions_in_order_by_direction on sessions (direction, created_at desc, id desc)
    where direction is not null;
create index sessions_due on sessions (due_at) where due_at is not null;

create table session_events (
    id          bigint generated always as identity primary key,
    session_id  uuid        not null references sessions (id),
    kind        text        not null,
    status      text,                              -- what this event asks for; null: a fact without one
    call_status text,
    dedupe_key  text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    inbox_id    bigint,
    data        jsonb       not null default '{}'
);
create unique index session_events_once on session_events (session_id, dedupe_key);

create function session_events_are_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'session_events is append-only' using errcode = 'restrict_violation';
end $$;
create trigger session_events_append_only before update or delete or truncate on session_events
    for each statement execute function session_events_are_append_only();

create table transcripts (
    id          bigint generated always as identity primary key,
    session_id  uuid        not null references sessions (id),
    entry_key   text        not null,              -- the sender's own id of the entry, so that a retry is harmless
    speaker     text        not null,
    text        text        not null,
    spoken_at   timestamptz not null,
    created_at  timestamptz not null default clock_timestamp()
);
create unique index transcripts_once on transcripts (session_id, entry_key);
create index transcripts_in_order on transcripts (session_id, spoken_at, id);

-- How many sessions there are, by UTC day of their creation (transcripts: of their arrival). Several rows a day, so
-- that sessions of one owner do not wait for each other; their sum counts.
create table session_days (
    scope            text     not null,            -- everybody, or owner:<id>
    day              date     not null,
    shard            smallint not null,
    sessions         bigint   not null default 0,
    inbound          bigint   not null default 0,  -- of the sessions
    outbound         bigint   not null default 0,
    conversations    bigint   not null default 0,  -- of the sessions: that had started and are over
    duration_seconds numeric(20, 3) not null default 0, -- of the conversations
    transcripts      bigint   not null default 0,
    primary key (scope, day, shard)
) with (fillfactor = 50);

-- What a language model makes of a session that has ended: its answer, checked.
create table analyses (
    session_id  uuid primary key references sessions (id),
    state       text        not null check (state in ('PENDING', 'RUNNING', 'DONE', 'FAILED')),
    stale       boolean     not null default false, -- words arrived while it was running
    tries       int         not null default 0,
    not_before  timestamptz not null,              -- of the next try; a try that is on holds it ahead
    due_at      timestamptz,                       -- when workers are told again that there is something to do
    note        text,                              -- why the last try failed, in our words
    -- The last good answer; it stays while a later one is made.
    summary         text,
    sentiment       text check (sentiment in ('POSITIVE', 'NEUTRAL', 'NEGATIVE')),
    sentiment_score numeric(4, 3) check (sentiment_score between -1 and 1),
    topics          text[],
    outcome         text,
    action_items    text[],
    created_at  timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    check (state <> 'DONE' or summary is not null)
) with (fillfactor = 70);
create index analyses_due on analyses (due_at) where due_at is not null;
