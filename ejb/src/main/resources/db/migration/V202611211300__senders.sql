-- Who may still be sending a call: the key of an advisory lock that his process holds for as long as it lives. Null once
-- he has said what became of it, or is gone.
alter table calls add column sender bigint;
-- Counts the times that it was about to be sent: a sender who comes back late speaks of his own time only.
alter table calls add column sendings int not null default 0;
-- Since when nobody can be sending a call whose answer was lost.
alter table calls add column quiet_since timestamptz;
create index calls_by_sender on calls (sender) where sender is not null;
