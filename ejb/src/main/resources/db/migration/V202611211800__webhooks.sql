-- Webhooks of campaigns: where the facts about a campaign go, if it or its owner says so. Whole URLs, which may hold
-- secrets.
alter table campaigns
    add column webhook_url    text,                -- null: what its owner has
    add column webhook_events text;                -- only these types of events, a comma between them; null: all
alter table users
    add column webhook_url    text;                -- for those of his campaigns that have none of their own

alter table callbacks
    -- By it the workers' time is shared out; computed here, so that nobody can leave it out.
    add column host        text generated always as
        (lower(rtrim(substring(url from '^[^:]*://(\[[^]]*\]|[^/?#:]*)'), '.'))) stored,
    add column campaign_id uuid,                   -- null for what belongs to no campaign
    add column owner_id    text,                   -- the campaign's owner
    -- Not waited for any longer, whatever is left of its tries.
    add column give_up_at  timestamptz not null default clock_timestamp() + interval '24 hours';

-- In place of the partial one: also to find what was told about somebody.
create index callbacks_of_subject on callbacks (subject_id, position);
drop index callbacks_waiting;

create index callbacks_of_host on callbacks (host, not_before) where state = 'PENDING';
-- all in the order in which they are listed
create index callbacks_newest on callbacks (created_at desc, position desc);
create index callbacks_pending on callbacks (created_at desc, position desc) where state = 'PENDING';
create index callbacks_dead on callbacks (created_at desc, position desc) where state = 'DEAD';
create index callbacks_dead_of_host on callbacks (host, created_at desc, position desc) where state = 'DEAD';
create index callbacks_of_campaign on callbacks (campaign_id, created_at desc, position desc)
    where campaign_id is not null;
create index callbacks_of_owner on callbacks (owner_id, created_at desc, position desc) where owner_id is not null;
