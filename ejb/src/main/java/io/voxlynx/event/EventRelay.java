package io.voxlynx.event;

import io.voxlynx.shared.Node;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells this node's broker what the rows say, in their sequence, and writes down how far it has come. Who is killed in
 * between begins there when he returns, and tells some of it again under the same ids. Every node does so for itself: a
 * broker does not remember for which others it would have to keep something, nor does what comes by way of another one
 * keep its order.
 */
@ApplicationScoped
public class EventRelay {

    private static final Logger LOG = Logger.getLogger(EventRelay.class.getName());

    private static final int AT_ONCE = 200;
    /** What commits in so many milliseconds is told in one round. */
    private static final int GATHER_MILLIS = 100;

    @Inject
    EventNumbers numbers;

    @Inject
    RelayCursors cursors;

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
    private volatile boolean appeared;

    /** There may be something to tell. A hint: whatever is lost of it, the timer finds. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            executor.schedule(this::wakeUp, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void wakeUp() {
        try {
            relay();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Left to the timer", e);
        }
    }

    /** This node is there. */
    void appear() {
        cursors.appear(Node.name());
        appeared = true;
    }

    /** Until nothing waits. Does nothing while this node is at it already. */
    void relay() {
        // whatever became of the hint: a server that is suspended for a while drops it
        woken.set(false);
        if (busy.tryLock()) {
            try {
                if (!appeared) {
                    appear();
                }
                while (numbers.give(AT_ONCE) == AT_ONCE) {
                    LOG.fine("More events have no number");
                }
                while (relaySome() == AT_ONCE) {
                    LOG.fine("More events wait");
                }
            } finally {
                busy.unlock();
            }
        }
    }

    private int relaySome() {
        RelayCursors.Ahead ahead = cursors.ahead(Node.name(), AT_ONCE);
        if (ahead.events().isEmpty()) {
            return 0;
        }
        try {
            topic.publish(
                    ahead.events().stream().map(RelayCursors.Numbered::event).toList(),
                    Duration.ofDays(timeToLiveDays));
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "Events could not be published; they are tried again", e);
            return 0;
        }
        return cursors.told(Node.name(), ahead) ? ahead.events().size() : 0;
    }
}
