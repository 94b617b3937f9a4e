-- What one receiver was told, and what was told of one kind, newest first, without a walk through all the rest.
create index callbacks_of_receiver on callbacks (host, created_at desc, position desc);
create index callbacks_of_event on callbacks (event, created_at desc, position desc);
