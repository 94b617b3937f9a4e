package io.voxlynx.shared;

import io.voxlynx.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hints to whoever is free: a row has work in it. They may be lost with a node or a broker, so a failure to send is
 * logged, once a minute at most, and no more; sweepers find what nobody was told of.
 */
@ApplicationScoped
public class Queues {

    private static final Logger LOG = Logger.getLogger(Queues.class.getName());

    private static final int URGENT = 9;

    /** Several turns of every sweep, for nodes that can send; a node alone is back soon all the same. */
    private static final Duration REST = Duration.ofSeconds(8);

    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** A hint: the row's id, and whether it goes before others. Their order means nothing: rows are guarded by rank. */
    public record Hint(String rowId, boolean urgent) {}

    @Resource(lookup = "java:/JmsLocal")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/ProviderEvents")
    Queue providerEvents;

    @Resource(lookup = "java:/jms/queue/CallLaunches")
    Queue callLaunches;

    @Resource(lookup = "java:/jms/queue/SessionCalls")
    Queue sessionCalls;

    @Resource(lookup = "java:/jms/queue/SessionAnalyses")
    Queue sessionAnalyses;

    @Resource(lookup = "java:/jms/queue/Callbacks")
    Queue callbacks;

    /** Nanoseconds. */
    LongSupplier ticker = System::nanoTime;

    /** Empty when the last hint was sent. */
    private volatile OptionalLong failedAt = OptionalLong.empty();

    private volatile OptionalLong saidAt = OptionalLong.empty();

    /**
     * Whether to look for rows only in order to tell of them. For some seconds after a hint could not be sent it is better
     * not to: what this node finds is put off, and others, which can send, do not find it. Then it is tried again.
     */
    public boolean areOpen() {
        return !isWithin(REST, failedAt);
    }

    /** An inbox row waits to be applied. */
    public void providerEvent(Hint hint) {
        send(providerEvents, List.of(hint));
    }

    public void providerEvents(Collection<Hint> hints) {
        send(providerEvents, hints);
    }

    /** These calls wait to be sent or looked up. */
    public void callLaunches(Collection<?> callIds) {
        sendIds(callLaunches, callIds);
    }

    /** The calls of these sessions wait to be placed or asked about. */
    public void sessionCalls(Collection<?> sessionIds) {
        sendIds(sessionCalls, sessionIds);
    }

    /** These sessions wait to be analysed. */
    public void sessionAnalyses(Collection<?> sessionIds) {
        sendIds(sessionAnalyses, sessionIds);
    }

    /** These callbacks wait to be delivered. */
    public void callbacks(Collection<?> callbackIds) {
        sendIds(callbacks, callbackIds);
    }

    private void sendIds(Queue queue, Collection<?> ids) {
        send(queue, ids.stream().map(id -> new Hint(id.toString(), false)).toList());
    }

    private void send(Queue queue, Collection<Hint> hints) {
        if (hints.isEmpty()) {
            return;
        }
        Optional<String> trace = Trace.parent();
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (Hint hint : hints) {
                Message message = context.createTextMessage(hint.rowId());
                if (trace.isPresent()) {
                    message.setStringProperty(Trace.PARENT, trace.get());
                }
                producer.setPriority(hint.urgent() ? URGENT : Message.DEFAULT_PRIORITY)
                        .send(queue, message);
            }
            failedAt = OptionalLong.empty();
        } catch (JMSRuntimeException | JMSException e) {
            failedAt = OptionalLong.of(ticker.getAsLong());
            if (!isWithin(SILENCE, saidAt)) {
                saidAt = failedAt;
                LOG.log(Level.WARNING, "No hint sent; a sweeper will find the work, rather another node's", e);
            }
        }
    }

    private boolean isWithin(Duration time, OptionalLong since) {
        return since.isPresent() && ticker.getAsLong() - since.getAsLong() < time.toNanos();
    }
}
