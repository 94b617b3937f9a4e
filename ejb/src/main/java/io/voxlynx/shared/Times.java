package io.voxlynx.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** The one clock, which is the database's; everything else takes the time as an argument. */
@ApplicationScoped
public class Times {

    private static final Logger LOG = Logger.getLogger(Times.class.getName());
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(5);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);
    private static final int FIRST_QUESTIONS = 3;

    @Inject
    Database database;

    private final DatabaseClock clock = new DatabaseClock(Clock.systemUTC(), System::nanoTime);
    private final AtomicBoolean warned = new AtomicBoolean();

    @Produces
    @ApplicationScoped
    Clock clock() {
        return clock;
    }

    /** How far the node's own clock is ahead of the database's, which counts; negative behind. */
    public Duration nodeIsAheadBy() {
        return clock.nodeIsAheadBy();
    }

    /** Before anybody is let in. A database too slow to say the time leaves this node with its own for a while. */
    void begin() {
        for (int time = 1; !ask(); time++) {
            if (time == FIRST_QUESTIONS) {
                LOG.warning(
                        "The database is slow to say what time it is: until it does, the clock of this node counts");
                return;
            }
        }
    }

    /**
     * Asks the database what time it is. An answer that took long says too little and is passed by.
     *
     * @return false if it was
     */
    boolean ask() {
        boolean told = database.inStatement(handle -> {
            long asked = System.nanoTime();
            OffsetDateTime time = handle.createQuery("select clock_timestamp()")
                    .mapTo(OffsetDateTime.class)
                    .one();
            if (System.nanoTime() - asked >= LONGEST_QUESTION.toNanos()) {
                return false;
            }
            clock.tell(time.toInstant(), asked);
            return true;
        });
        Duration ahead = clock.nodeIsAheadBy();
        boolean wrong = ahead.abs().compareTo(WORTH_A_WARNING) > 0;
        if (warned.getAndSet(wrong) != wrong && wrong) {
            LOG.warning(LogLine.of(
                    "The clock of this node is %d s ahead of the database's, which counts", ahead.toSeconds()));
        }
        return told;
    }
}
