package io.voxlynx.command;

import io.voxlynx.shared.FakeMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Remembers what was sent where. */
final class FakeBroker {

    record Sent(Destination to, FakeMessage message) {}

    final List<Sent> sent = new ArrayList<>();
    private final Map<Object, FakeMessage> made = new IdentityHashMap<>();

    ConnectionFactory connections() {
        return proxy(ConnectionFactory.class, (self, asked, arguments) -> context());
    }

    <T extends Destination> T queue(Class<T> kind, String name) {
        return proxy(kind, (self, asked, arguments) -> switch (asked.getName()) {
            case "getQueueName", "getTopicName", "toString" -> name;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> throw new UnsupportedOperationException(asked.getName());
        });
    }

    private JMSContext context() {
        return proxy(JMSContext.class, (self, asked, arguments) -> switch (asked.getName()) {
            case "createTextMessage" -> remember(FakeMessage.text(arguments == null ? null : (String) arguments[0]));
            case "createBytesMessage" -> remember(FakeMessage.bytes(""));
            case "createMessage" -> remember(FakeMessage.other());
            case "createProducer" -> producer();
            case "close" -> null;
            default -> throw new UnsupportedOperationException(asked.getName());
        });
    }

    private Message remember(FakeMessage fake) {
        Message message = fake.message();
        made.put(message, fake);
        return message;
    }

    private JMSProducer producer() {
        return proxy(JMSProducer.class, (self, asked, arguments) -> {
            if (asked.getName().equals("send")) {
                sent.add(new Sent((Destination) arguments[0], made.get(arguments[1])));
            }
            return self;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeBroker.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
