package io.voxlynx.event;

import io.voxlynx.shared.Node;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells the topic what the rows say, in their order, and writes down that it was told. Whoever is killed in between is
 * followed by another, who tells it again under the same id.
 */
@ApplicationScoped
public class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class.getName());

    private static final int AT_ONCE = 200;
    /** Longer than sending so many takes; who stands still for longer has his events told by somebody else as well. */
    private static final Duration LEASE = Duration.ofSeconds(15);
    /** What commits in so many milliseconds is told in one round. */
    private static final int GATHER_MILLIS = 100;

    @Inject
    EventBook book;

    @Inject
    EventTopic topic;

    @Resource
    ManagedScheduledExecutorService executor;

    /** How long an event waits in the topic for a subscriber who is away. */
    @Inject
    @ConfigProperty(name = "voxlynx.event.time-to-live-days", defaultValue = "7")
    int timeToLiveDays;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final ReentrantLock busy = new ReentrantLock();

    /** There may be something to publish. A hint: whatever is lost of it, the timer finds. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            executor.schedule(this::wakeUp, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void wakeUp() {
        woken.set(false);
        try {
            publish();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Left to the timer", e);
        }
    }

    /** Until none waits. Does nothing while this node is at it already, or another one. */
    void publish() {
        if (busy.tryLock()) {
            try {
                while (publishSome() == AT_ONCE) {
                    LOG.fine("More events wait");
                }
            } finally {
                busy.unlock();
            }
        }
    }

    private int publishSome() {
        List<EventBook.Waiting> waiting = book.take(Node.name(), LEASE, AT_ONCE);
        if (waiting.isEmpty()) {
            return 0;
        }
        try {
            topic.publish(waiting.stream().map(EventBook.Waiting::event).toList(), Duration.ofDays(timeToLiveDays));
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "Events could not be published; they are tried again", e);
            book.giveTurn(Node.name());
            return 0;
        }
        book.published(Node.name(), waiting);
        return waiting.size();
    }
}
