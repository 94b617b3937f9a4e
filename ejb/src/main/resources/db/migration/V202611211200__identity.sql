-- Everybody who ever signed in, and who was invited to. The key of a person is the token's subject, which also owns what
-- the person makes; it belongs to the issuer that showed it first.
create table users (
    id             uuid        primary key,
    issuer         text,                          -- the iss of the tokens; null until somebody invited signs in
    subject        text        unique,
    email          text,                          -- in lower case; as the issuer says it, or as it was invited
    role           text        check (role in ('admin', 'operator', 'voice', 'agent-worker')),
                                                  -- what an admin decided; null: what the token says
    claimed_roles  text[]      not null default '{}',       -- what the last token said
    claimed_at     timestamptz,                   -- when that token was issued; an older one says nothing more
    access         text        not null default 'new' check (access in ('new', 'allowed', 'revoked')),
    created_at     timestamptz not null default clock_timestamp(),
    last_seen_at   timestamptz,
    check ((issuer is null) = (subject is null)),
    check (subject is not null or email is not null)
);
-- an invitation is for one address, and taken by one person
create unique index users_invited on users (email) where subject is null;
create index users_email on users (email);
create index users_newest on users (created_at desc, id desc);

-- Whom each configured name of a first admin has made one: once, for whoever was first. Whatever is decided about him
-- later, and whoever has his address then, the name makes nobody else an admin.
create table first_admins (
    name         text        primary key,         -- a subject, or an address in lower case
    user_id      uuid        not null references users (id),
    appointed_at timestamptz not null default clock_timestamp()
);

-- What machines show instead of a token. Only a hash is kept: a key has 256 random bits, so a fast one is enough.
create table api_keys (
    id           uuid        primary key,
    user_id      uuid        not null references users (id),
    name         text        not null,
    prefix       text        not null unique,     -- the part that may be shown; finds the row
    secret_hash  bytea       not null,            -- SHA-256 of the whole key
    scopes       text[]      not null,            -- the roles it may use, of those that its owner has
    created_at   timestamptz not null default clock_timestamp(),
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index api_keys_of_user on api_keys (user_id, created_at desc, id desc);

-- Who changed who may do what, and who was refused. Nothing here is ever changed.
create table audit_log (
    id         bigint      generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    actor      text,                              -- a subject; null for somebody who did not prove who he is
    api_key    uuid,                              -- through which the actor came, if through one
    action     text        not null,              -- user.revoked, access.forbidden
    target     text,                              -- whom or what it is about: an id, or method and path
    details    jsonb       not null default '{}',
    address    text,
    request_id text
);
-- all in the order in which it is read; the time first, because ids are not given in the order of commits
create index audit_log_newest on audit_log (at desc, id desc);
create index audit_log_actor on audit_log (actor, at desc, id desc);
create index audit_log_action on audit_log (action, at desc, id desc);
create index audit_log_target on audit_log (target, at desc, id desc);

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'audit_log is append-only' using errcode = 'restrict_violation';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
    for each statement execute function audit_log_is_append_only();
