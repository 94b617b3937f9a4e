-- What was only ever appended goes after years, by the purge alone. A transaction has to say that it is one, for one
-- table; it may delete and nothing else; and whatever it deletes is looked at once more: nothing young goes, nor what is
-- of a call or a session that is not over.
create or replace function call_events_are_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('voxlynx.purging', true) = 'call_events' then
        return null;
    end if;
    raise exception 'call_events is append-only' using errcode = 'restrict_violation';
end $$;

create function call_events_purged() returns trigger language plpgsql as $$
begin
    if current_setting('voxlynx.purging', true) = 'call_events' and exists (
        select from gone join calls c on c.id = gone.call_id
         where c.slot_held or gone.recorded_at > clock_timestamp() - interval '7 days') then
        raise exception 'call_events: young ones, and those of living calls, stay' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger call_events_purged after delete on call_events
    referencing old table as gone for each statement execute function call_events_purged();

create or replace function session_events_are_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('voxlynx.purging', true) = 'session_events' then
        return null;
    end if;
    raise exception 'session_events is append-only' using errcode = 'restrict_violation';
end $$;

create function session_events_purged() returns trigger language plpgsql as $$
begin
    if current_setting('voxlynx.purging', true) = 'session_events' and exists (
        select from gone join sessions s on s.id = gone.session_id
         where s.status not in ('COMPLETED', 'FAILED') or gone.recorded_at > clock_timestamp() - interval '7 days') then
        raise exception 'session_events: young ones, and those of living sessions, stay' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger session_events_purged after delete on session_events
    referencing old table as gone for each statement execute function session_events_purged();

create or replace function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('voxlynx.purging', true) = 'audit_log' then
        return null;
    end if;
    raise exception 'audit_log is append-only' using errcode = 'restrict_violation';
end $$;

create function audit_log_purged() returns trigger language plpgsql as $$
begin
    if current_setting('voxlynx.purging', true) = 'audit_log' and exists (
        select from gone where gone.at > clock_timestamp() - interval '90 days') then
        raise exception 'audit_log: what is younger than 90 days stays' using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create trigger audit_log_purged after delete on audit_log
    referencing old table as gone for each statement execute function audit_log_purged();

-- A recount goes through the events day by day. They are appended as time goes, so a few bytes for each megabyte of them
-- are enough, and an append costs nothing more.
create index usage_events_in_time on usage_events using brin (created_at) with (pages_per_range = 32, autosummarize = on);
