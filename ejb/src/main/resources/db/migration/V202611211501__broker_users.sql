-- Who may come to the message broker from outside, one row for each thing he may do there: living API keys of people who
-- may come in, under their prefix, with the roles that both key and owner have. The server asks it; see voxlynx.cli.
create view broker_users as
    select k.prefix as name, encode(k.secret_hash, 'hex') as secret_hash, s.role
    from api_keys k
    join users u on u.id = k.user_id
    cross join lateral (
        select case when u.role is null then u.claimed_roles else array[u.role] end as roles) owner
    cross join lateral unnest(k.scopes) as s (role)
    where k.revoked_at is null and k.expires_at > clock_timestamp() and u.access <> 'revoked'
        and (s.role = 'events' and 'admin' = any (owner.roles)
            or s.role = 'commands' and owner.roles && array['admin', 'operator']);
