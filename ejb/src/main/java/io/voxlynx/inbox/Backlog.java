package io.voxlynx.inbox;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * Whether webhooks come faster than they are applied. Whoever causes more of them waits then: those that free a line are
 * applied first, so without this new calls would go on at full pace while all else about them is known ever later.
 * Webhooks that belong to nothing of ours are tried for days and count for nothing here.
 */
@ApplicationScoped
public class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class.getName());

    /** Past the time at which the sweeper comes for them. */
    private static final Duration OVERDUE = Duration.ofSeconds(3);
    /** More than a node that stands still can keep from the others by the locks that it holds. */
    private static final int MANY = 100;

    private static final Duration GLANCE = Duration.ofMillis(500);
    /** Where a machine is too slow, it comes and goes every few seconds. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    static final String QUERY = """
            select count(*) >= :many from (
                select from inbox
                where next_try_at < statement_timestamp() - make_interval(secs => :overdue)
                  and state = 'RECEIVED'
                limit :many) overdue""";

    @Inject
    Database database;

    /** Nanoseconds. */
    LongSupplier ticker = System::nanoTime;

    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime() - GLANCE.toNanos());
    private volatile long saidAt = System.nanoTime() - SILENCE.toNanos();
    private volatile boolean isLong;

    /** By all nodes' webhooks, as of half a second ago at most; one of many threads asks the database. */
    public boolean isLong() {
        long last = lookedAt.get();
        long now = ticker.getAsLong();
        if (now - last >= GLANCE.toNanos() && lookedAt.compareAndSet(last, now)) {
            isLong = look();
            if (isLong && now - saidAt >= SILENCE.toNanos()) {
                saidAt = now;
                LOG.warning("Webhooks wait: calls are launched no faster than their webhooks are applied");
            }
        }
        return isLong;
    }

    private boolean look() {
        return database.inStatement(handle -> handle.createQuery(QUERY)
                .bind("many", MANY)
                .bind("overdue", OVERDUE.toSeconds())
                .mapTo(Boolean.class)
                .one());
    }
}
