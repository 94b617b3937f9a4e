-- In this order they are walked when the old ones go.
alter table commands add column position bigint generated always as identity;
create unique index commands_position_idx on commands (position);
