-- How much of its minute each caller has used, in Bucket4j's own form. A count that is lost does no harm, so the table is
-- unlogged: its commits wait for no disk, and a crash of the database empties it. Rows are written over and over, which
-- costs no index entry as long as there is room beside them and no index on what changes; therefore the fill factor, and
-- no index on expires_at: whoever removes the expired reads a small table.
create unlogged table rate_buckets (
    id         bytea  primary key,                -- SHA-256 of the kind of limit, its size, and whom it is for
    state      bytea,                             -- null between a row's first two transactions
    expires_at bigint not null                    -- ms since 1970; from here on the row says no more than none would
               default (extract(epoch from clock_timestamp()) * 1000)::bigint + 600000
) with (fillfactor = 50);
