-- When somebody had it sent again, who wants it to go out although its campaign points nowhere any more.
alter table callbacks add column resent_at timestamptz;
