-- When workers were last told that it waits; null again when one has taken it.
alter table callbacks add column told_at timestamptz;
