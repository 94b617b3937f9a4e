-- An import is over for its caller before its contacts are in contact_search; a dead node's rest is taken over.
alter table imports add column searchable boolean not null default false;
create index imports_unsearchable on imports (lease_until) where state = 'COMPLETED' and not searchable;
