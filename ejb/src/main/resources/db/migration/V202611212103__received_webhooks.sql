-- Webhooks that nobody has tried yet, without a walk through those that were tried and belong to nothing of ours: there
-- may be any number of these.
create index inbox_received on inbox (next_try_at) where state = 'RECEIVED';
