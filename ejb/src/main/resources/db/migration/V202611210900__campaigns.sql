-- Trigram search over contacts, one index for (campaign, text).
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table assistants (
    id                    uuid primary key,
    provider_assistant_id text        not null,
    name                  text        not null,
    source                text        not null check (source in ('local', 'imported', 'template')),
    active                boolean     not null default true,
    ephemeral             boolean     not null default false,
    config_json           jsonb       not null default '{}',
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    deleted_at            timestamptz
);
-- A deleted assistant leaves the directory; finished campaigns still name it.
create unique index assistants_in_directory on assistants (provider_assistant_id) where deleted_at is null;
create index assistants_listed on assistants (created_at desc, id desc) where deleted_at is null;

create table campaigns (
    id                     uuid primary key,
    owner_id               text        not null,
    name                   text        not null,
    status                 text        not null check (status in ('CREATED', 'QUEUED', 'DIALING', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELED')),
    status_reason          text,
    mode                   text        not null check (mode in ('continuous', 'batch')),
    cap                    int         not null check (cap > 0),
    batch_size             int         not null check (batch_size > 0),
    assistant_id           uuid        not null references assistants (id),
    phone_number_id        text        not null,
    import_status          text        not null check (import_status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED')),
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    started_at             timestamptz,
    completed_at           timestamptz,

    -- Counters, moved in the transaction that moves the call, so that no screen counts a million rows.
    -- Contacts are numbered 1..total_contacts; those up to claimed_contacts have a call. The claim advances
    -- this number under the row's lock, so contacts themselves are never written again.
    total_contacts         int         not null default 0,
    claimed_contacts       int         not null default 0,
    searchable_contacts    int         not null default 0,
    active_calls           int         not null default 0 check (active_calls >= 0),
    ended_calls            int         not null default 0,
    failed_calls           int         not null default 0,
    canceled_calls         int         not null default 0,
    timeout_calls          int         not null default 0,
    successful_calls       int         not null default 0,
    costed_calls           int         not null default 0,
    total_cost             numeric(18, 6) not null default 0,
    timed_calls            int         not null default 0,
    total_talk_seconds     numeric(18, 3) not null default 0,
    consecutive_refusals   int         not null default 0,
    check (claimed_contacts between 0 and total_contacts)
) with (fillfactor = 50);
create index campaigns_listed on campaigns (created_at desc, id desc);
create index campaigns_of_owner on campaigns (owner_id, created_at desc, id desc);
create index campaigns_dialing on campaigns (id) where status in ('QUEUED', 'DIALING', 'RUNNING');
create index campaigns_of_assistant on campaigns (assistant_id) where status in ('QUEUED', 'DIALING', 'RUNNING', 'PAUSED');

-- No foreign key to campaigns: only the import writes here, and a check per row would cost it a third of its speed.
create table contacts (
    id            uuid primary key,
    campaign_id   uuid  not null,
    position      int   not null,
    row_number    int   not null,
    name          text  not null,
    business_name text  not null,
    phone         text  not null,
    variables     jsonb
);
create unique index contacts_by_position on contacts (campaign_id, position);
create unique index contacts_by_phone on contacts (campaign_id, phone);

-- What search looks at, filled behind the import; contacts beyond campaigns.searchable_contacts are read directly.
create table contact_search (
    campaign_id uuid not null,
    position    int  not null,
    text        text not null
);
create index contact_search_text on contact_search using gin (campaign_id, text gin_trgm_ops);

create table imports (
    id             uuid primary key,
    campaign_id    uuid,
    owner_id       text        not null,
    state          text        not null check (state in ('UPLOADING', 'PENDING', 'RUNNING', 'COMPLETED', 'FAILED')),
    file_name      text,
    default_region text        not null,
    total_rows     int         not null default 0,
    accepted       int         not null default 0,
    skipped        int         not null default 0,
    error_code     text,
    error_message  text,
    error_details  jsonb,
    -- The node that works on it, and until when others keep off: a dead node's import is taken over after that.
    lease_owner    text,
    lease_until    timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    finished_at    timestamptz
);
create index imports_of_campaign on imports (campaign_id);
create index imports_open on imports (lease_until) where state in ('UPLOADING', 'PENDING', 'RUNNING');

-- The uploaded file, in pieces, so that any node can go on with it; gone when the import is done.
create table import_chunks (
    import_id uuid  not null references imports (id) on delete cascade,
    seq       int   not null,
    content   bytea not null,
    primary key (import_id, seq)
);
alter table import_chunks alter column content set storage external;

create table import_skips (
    import_id  uuid not null references imports (id) on delete cascade,
    row_number int  not null,
    reason     text not null,
    data       jsonb not null,
    primary key (import_id, row_number)
);
