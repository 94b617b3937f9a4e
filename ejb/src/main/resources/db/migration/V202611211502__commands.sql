-- What systems beside us have ordered, each once: a repeat gets the reply of the first time, however late it comes.
create table commands (
    sender      text        not null,              -- the subject of the person whose key it was; whose ids these are
    id          uuid        not null,              -- the sender's own
    digest      bytea       not null,              -- SHA-256 of what was ordered, to tell a repeat from something else
    reply       text,                              -- JSON; null only while it is being carried out
    created_at  timestamptz not null default clock_timestamp(),
    primary key (sender, id)
);
