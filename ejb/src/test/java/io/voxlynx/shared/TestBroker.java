package io.voxlynx.shared;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node's broker, which keeps what it is told while it is well. */
public final class TestBroker {

    /** The ids of rows. */
    public final List<String> hints = new ArrayList<>();

    public final Queues queues = new Queues();
    private boolean down;
    private long nanos;

    public TestBroker() {
        queues.ticker = () -> nanos;
        queues.connections = proxy(ConnectionFactory.class, (method, arguments) -> {
            if (down) {
                throw new JMSRuntimeException("the broker is down");
            }
            return context();
        });
    }

    public void goesDown() {
        down = true;
    }

    public void comesBack() {
        down = false;
    }

    /** For what remembers when it failed. */
    public void timePasses(Duration duration) {
        nanos += duration.toNanos();
    }

    private JMSContext context() {
        return proxy(JMSContext.class, (method, arguments) -> switch (method) {
            case "createProducer" -> producer();
            case "createTextMessage" -> FakeMessage.text((String) arguments[0]).message();
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private JMSProducer producer() {
        JMSProducer[] self = new JMSProducer[1];
        self[0] = proxy(JMSProducer.class, (method, arguments) -> {
            if (method.equals("send")) {
                hints.add(text((Message) arguments[1]));
            }
            return self[0];
        });
        return self[0];
    }

    private static String text(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
