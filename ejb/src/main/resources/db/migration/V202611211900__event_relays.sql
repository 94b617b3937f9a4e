-- Where an event stands among all that are told. Given after the commit, by one node at a time, so nobody sees a number before
-- all lower ones are there. 0: told of by the version before, which went by published_at.
alter table domain_events add column sequence bigint default 0;
alter table domain_events alter column sequence drop default;
update domain_events set sequence = null where published_at is null;
create index domain_events_unnumbered on domain_events (position) where sequence is null;
create unique index domain_events_numbered on domain_events (sequence) where sequence > 0;

-- The last number given. Whoever gives the next ones locks the row.
create table event_numbers (
    only_row boolean primary key default true check (only_row),
    last     bigint  not null default 0
);
insert into event_numbers default values;

-- How far each node has told its own broker.
create table event_relays (
    node     text        primary key,
    sequence bigint      not null,
    seen_at  timestamptz not null default clock_timestamp()
);
