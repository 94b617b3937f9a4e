-- Facts for systems beside us: a row with the fact's transaction, told to the message broker after it.
create table domain_events (
    position     bigint generated always as identity primary key, -- those of one subject are told in this order
    id           uuid        not null,             -- travels along, so that a receiver can tell a repeat
    type         text        not null,             -- campaign.started, call.ended, …
    version      int         not null default 1,   -- of the form that others see
    subject_kind text        not null,             -- campaign, call, session, usage, import
    subject_id   uuid        not null,
    owner_id     text        not null,
    data         jsonb       not null,
    occurred_at  timestamptz not null default clock_timestamp(),
    published_at timestamptz
) with (fillfactor = 90);
create index domain_events_unpublished on domain_events (position) where published_at is null;

-- Who tells them at the moment, so that they are told in their order; whoever dies is followed when his time is over.
create table event_publisher (
    only_row    boolean     primary key default true check (only_row),
    holder      text,
    lease_until timestamptz not null default clock_timestamp()
);
insert into event_publisher default values;
