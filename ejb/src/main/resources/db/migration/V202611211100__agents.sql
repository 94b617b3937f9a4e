-- Voice agents on LiveKit. Deleted ones stay: past sessions name them.
create table agents (
    id            uuid primary key,
    owner_id      text        not null,            -- the subject of the token that made it
    name          text        not null,
    system_prompt text        not null,
    stt_provider  text        not null,
    llm_provider  text        not null,
    tts_provider  text        not null,
    phone_number  text,                            -- E.164: inbound calls to it are this agent's
    config        text,                            -- a JSON object as it was sent: jsonb would write it anew
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_at    timestamptz
);
-- Two agents cannot answer one number.
create unique index agents_one_per_number on agents (phone_number) where phone_number is not null and deleted_at is null;
create index agents_of_owner on agents (owner_id, created_at desc, id desc) where deleted_at is null;
create index agents_in_order on agents (created_at desc, id desc) where deleted_at is null;
