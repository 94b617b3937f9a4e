-- Facts for others over HTTP: a row with the fact's transaction, delivered after it.
create table callbacks (
    id           uuid primary key,                 -- travels along, so that the receiver can tell a repeat
    position     bigint generated always as identity, -- those of one subject go out in this order
    subject_id   uuid        not null,             -- what it is about: the session
    event        text        not null,             -- call.answered, call.completed, …
    url          text        not null,
    body         text        not null,             -- JSON, as it is signed and sent
    state        text        not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'DEAD')),
    tries        int         not null default 0,
    not_before   timestamptz not null default clock_timestamp(), -- of the next try; a try that is on holds it ahead
    -- When workers are told again that there is something to do: to deliver it, or to announce that it is dead.
    due_at       timestamptz,
    last_status  int,                              -- of the receiver's last answer; null if there was none
    note         text,                             -- why the last try failed
    created_at   timestamptz not null default clock_timestamp(),
    finished_at  timestamptz                       -- delivered or given up
) with (fillfactor = 70);
create index callbacks_due on callbacks (due_at) where due_at is not null;
create index callbacks_waiting on callbacks (subject_id, position) where state = 'PENDING';
