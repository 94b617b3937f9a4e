package io.voxlynx.inbox;

import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Digests;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Queues;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Takes webhooks in and sees to it that each is applied, whatever dies in between. */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());

    /** A row that nobody finished after this long is tried again; each further time takes twice as long. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    /**
     * What belongs to nothing yet is woken when that becomes known, and a stranger's may be many: it is put off by up to
     * this part of the time for which it is kept.
     */
    private static final int LONGEST_PART_OF_PATIENCE = 12;

    /** More than an hour of them: while everything stood still, a row grew old without a try. */
    private static final int TRIES_BEFORE_GIVING_UP = 24;

    private static final int LONGEST_KEY = 600;

    /** After the first try, the second, … Binds: counted, 1 if tries has this one already, else 0. */
    private static final String BACK_OFF =
            "make_interval(secs => least(:longest, :first * power(2, least(tries - :counted, 20))))";

    /** Moves next_try_at, so that two sweepers do not work on the same rows, and counts the try: a node may die of it. */
    private static final String TAKE = """
            update inbox set tries = tries + 1, next_try_at = clock_timestamp() + %s
            where id in (select id from inbox where state = '%s' and next_try_at <= statement_timestamp()
                         order by next_try_at limit :limit for update skip locked)
            returning id""";

    static final String TAKE_RECEIVED = TAKE.formatted(BACK_OFF, "RECEIVED");
    static final String TAKE_UNMATCHED = TAKE.formatted(BACK_OFF, "UNMATCHED");

    @Inject
    Database database;

    @Inject
    Queues queues;

    @Inject
    @Any
    Instance<InboxHandler> handlers;

    /**
     * Keeps a webhook; it must not be answered before the caller's transaction has committed.
     *
     * @param urgent somebody waits for what it brings, such as the line of a call that has ended
     * @return true if the row is new; false if this webhook was here before
     */
    public boolean accept(String source, String dedupeKey, String groupKey, byte[] body, boolean urgent) {
        return database.inTransaction(handle -> {
            Optional<Long> id = handle.createQuery("""
                        insert into inbox (source, dedupe_key, group_key, body, next_try_at)
                        values (:source, :key, :group, :body, clock_timestamp() + make_interval(secs => :retry))
                        on conflict (source, dedupe_key) do nothing returning id""")
                    .bind("source", source)
                    .bind("key", indexable(dedupeKey))
                    .bind("group", indexable(groupKey))
                    .bind("body", body)
                    .bind("retry", FIRST_RETRY.toSeconds())
                    .mapTo(Long.class)
                    .findOne();
            database.afterCommit(() -> Metrics.webhookReceived(source, id.isPresent()));
            id.ifPresent(row ->
                    database.afterCommit(() -> queues.providerEvent(new Queues.Hint(Long.toString(row), urgent))));
            return id.isPresent();
        });
    }

    /** What others call their events is up to them; an index takes no more than some 2,700 bytes, and no NUL. */
    private static String indexable(String key) {
        if (key == null || key.length() <= LONGEST_KEY && key.indexOf('\0') < 0) {
            return key;
        }
        return "sha256|" + HexFormat.of().formatHex(Digests.sha256(key));
    }

    /** Applies one row; harmless if it is done already or being done elsewhere. */
    public void process(long id) {
        attempt(id, false);
    }

    /** @param counted whether this try is counted already */
    private void attempt(long id, boolean counted) {
        try {
            database.useRedoableTransaction(handle -> take(handle, id).ifPresent(taken -> {
                InboxMessage message = taken.message();
                InboxHandler handler = handlerOf(message.source());
                InboxHandler.Outcome outcome = handler.handle(message);
                if (outcome == InboxHandler.Outcome.UNMATCHED) {
                    postpone(handle, id, counted, handler.patience());
                } else if (outcome == InboxHandler.Outcome.REJECTED) {
                    handle.createUpdate("update inbox set state = 'REJECTED' where id = ?")
                            .bind(0, id)
                            .execute();
                } else {
                    database.afterCommit(() -> Metrics.webhookApplied(message.source(), taken.lag()));
                }
            }));
        } catch (RuntimeException e) {
            // The row is open as before: note the failure; the sweeper's back-off decides when to try again.
            LOG.log(Level.WARNING, LogLine.of("Inbox row %d could not be applied", id), e);
            database.useTransaction(handle -> handle.createUpdate(
                            "update inbox set note = ?, tries = tries + ? where id = ? and next_try_at is not null")
                    .bind(0, e.getClass().getSimpleName())
                    .bind(1, counted ? 0 : 1)
                    .bind(2, id)
                    .execute());
        }
    }

    /**
     * What arrived before its call was known has its turn now; call within the transaction that makes it known. It may
     * have been put off for hours by then: if the hint is lost, the sweeper comes for it as for what has just arrived.
     */
    public void wakeGroup(String groupKey) {
        String group = indexable(groupKey);
        database.useTransaction(handle -> {
            List<Waiting> waiting = handle.createQuery("""
                            select id, state = 'UNMATCHED' from inbox
                            where group_key = ? and next_try_at is not null order by id""")
                    .bind(0, group)
                    .map((row, context) -> new Waiting(row.getLong(1), row.getBoolean(2)))
                    .list();
            if (waiting.stream().anyMatch(Waiting::unmatched)) {
                receiveAnew(handle, group);
            }
            List<Queues.Hint> hints = waiting.stream()
                    .map(row -> new Queues.Hint(Long.toString(row.id), false))
                    .toList();
            database.afterCommit(() -> queues.providerEvents(hints));
        });
    }

    private record Waiting(long id, boolean unmatched) {}

    /** Passes over what somebody is trying at this moment: he may be waiting for what this transaction has locked. */
    private static void receiveAnew(Handle handle, String group) {
        handle.createUpdate("""
                        update inbox set state = 'RECEIVED', tries = 0,
                            next_try_at = clock_timestamp() + make_interval(secs => :retry)
                        where id in (select id from inbox where group_key = :group and next_try_at is not null
                                         and state = 'UNMATCHED' for update skip locked)""")
                .bind("retry", FIRST_RETRY.toSeconds())
                .bind("group", group)
                .execute();
    }

    /**
     * Applies rows whose time has come, here and now: their hint is lost, or waits in a long queue, which one more hint
     * would only make longer.
     *
     * @return how many
     */
    int sweep(int limit) {
        List<Long> due = takeDue(limit);
        due.forEach(id -> Trace.follow("Webhook", null, () -> attempt(id, true)));
        return due.size();
    }

    /**
     * What may be ours comes first: a line may wait for it, and launches wait where much of it does. What belongs to
     * nothing has the rest of the turn.
     */
    private List<Long> takeDue(int limit) {
        return database.inTransaction(handle -> {
            List<Long> due = new ArrayList<>(takeDue(handle, TAKE_RECEIVED, limit));
            if (due.size() < limit) {
                due.addAll(takeDue(handle, TAKE_UNMATCHED, limit - due.size()));
            }
            return due;
        });
    }

    private static List<Long> takeDue(Handle handle, String take, int limit) {
        return handle.createQuery(take)
                .bind("limit", limit)
                .bind("counted", 0)
                .bind("first", FIRST_RETRY.toSeconds())
                .bind("longest", LONGEST_RETRY.toSeconds())
                .mapTo(Long.class)
                .list();
    }

    /** @param waited from its receipt until it was taken, by the database's clock */
    private record Taken(InboxMessage message, Duration waited, long at) {

        /** How long it has been here until now. */
        Duration lag() {
            return waited.plusNanos(System.nanoTime() - at);
        }
    }

    /** Marks it applied before it is: both stand or fall with one transaction, and mostly it is the last word. */
    private static Optional<Taken> take(Handle handle, long id) {
        return handle.createQuery("""
                        update inbox set state = 'APPLIED', applied_at = clock_timestamp(), next_try_at = null
                        where id = (select id from inbox where id = ? and next_try_at is not null for update skip locked)
                        returning id, source, body, received_at,
                            extract(epoch from applied_at - received_at) * 1000000""")
                .bind(0, id)
                .map((row, context) -> new Taken(
                        new InboxMessage(
                                row.getLong(1),
                                row.getString(2),
                                row.getBytes(3),
                                row.getTimestamp(4).toInstant()),
                        Duration.of(row.getLong(5), ChronoUnit.MICROS),
                        System.nanoTime()))
                .findOne();
    }

    private static void postpone(Handle handle, long id, boolean counted, Duration patience) {
        handle.createUpdate("""
                        update inbox set tries = tries + 1 - :counted, applied_at = null,
                            state = case when given_up then 'REJECTED' else 'UNMATCHED' end,
                            next_try_at = case when not given_up then clock_timestamp() + %s end
                        from (select tries + 1 - :counted >= :enough
                                and received_at < clock_timestamp() - make_interval(secs => :patience) as given_up
                              from inbox where id = :id) now
                        where id = :id""".formatted(BACK_OFF))
                .bind("id", id)
                .bind("counted", counted ? 1 : 0)
                .bind("enough", TRIES_BEFORE_GIVING_UP)
                .bind("patience", patience.toSeconds())
                .bind("first", FIRST_RETRY.toSeconds())
                .bind("longest", patience.dividedBy(LONGEST_PART_OF_PATIENCE).toSeconds())
                .execute();
    }

    private InboxHandler handlerOf(String source) {
        return handlers.stream()
                .filter(handler -> handler.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No handler for webhooks of " + source));
    }
}
