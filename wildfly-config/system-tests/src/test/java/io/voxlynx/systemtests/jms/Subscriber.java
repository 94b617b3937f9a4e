package io.voxlynx.systemtests.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A system beside us that wants to miss nothing: it subscribes durably, and when it is cut off it comes back. */
public final class Subscriber implements AutoCloseable {

    private static final int LISTEN_MILLIS = 200;

    private final ConnectionFactory broker;
    private final Key key;
    private final String topic;
    private final String name = "subscriber-" + UUID.randomUUID();
    private final Map<String, String> heard = new LinkedHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread thread = new Thread(this::live, name);
    private volatile boolean over;

    public Subscriber(ConnectionFactory broker, Key key, String topic) {
        this.broker = broker;
        this.key = key;
        this.topic = topic;
        thread.start();
    }

    /** How often it has come. */
    public int connections() {
        return connections.get();
    }

    /** The bodies of all events, each once, in the order of their first arrival. */
    synchronized Collection<String> heard() {
        return List.copyOf(heard.values());
    }

    /** The ids of the events whose subject it is, in the order of their first arrival. */
    public List<String> idsHeardOf(UUID subject) {
        return heard().stream()
                .map(Described::read)
                .filter(event -> event.at("/subject/id").textValue().equals(subject.toString()))
                .map(event -> event.get("id").textValue())
                .toList();
    }

    private void live() {
        while (!over) {
            try (JMSContext context = broker.createContext(key.user(), key.password(), JMSContext.CLIENT_ACKNOWLEDGE)) {
                context.setClientID(name);
                JMSConsumer consumer = context.createDurableConsumer(context.createTopic(topic), "all");
                connections.incrementAndGet();
                while (!over) {
                    Message message = consumer.receive(LISTEN_MILLIS);
                    if (message instanceof TextMessage event) {
                        keep(event.getStringProperty("eventId"), event.getText());
                        message.acknowledge();
                    }
                }
            } catch (JMSRuntimeException | JMSException e) {
                // cut off; what was not acknowledged comes again
                Thread.onSpinWait();
            }
        }
    }

    private synchronized void keep(String id, String body) {
        heard.putIfAbsent(id, body);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
