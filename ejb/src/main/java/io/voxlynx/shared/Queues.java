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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hints to whoever is free: a row has work in it. They may be lost with a node or a broker, so a failure to send is
 * logged and no more; sweepers find what nobody was told of.
 */
@ApplicationScoped
public class Queues {

    private static final Logger LOG = Logger.getLogger(Queues.class.getName());

    private static final int URGENT = 9;

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
        } catch (JMSRuntimeException | JMSException e) {
            LOG.log(Level.WARNING, "No hint sent; the sweeper will find the work", e);
        }
    }
}
