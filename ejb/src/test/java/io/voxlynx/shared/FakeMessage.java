package io.voxlynx.shared;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A message without a broker: a body, properties, and what the head says. Reading behaves as the broker's client does. */
public final class FakeMessage {

    public final Map<String, Object> properties = new HashMap<>();
    public Object body;
    public Destination replyTo;
    public String correlationId;
    public String id;
    private final Class<? extends Message> kind;

    private FakeMessage(Class<? extends Message> kind, Object body) {
        this.kind = kind;
        this.body = body;
    }

    public static FakeMessage text(String body) {
        return new FakeMessage(TextMessage.class, body);
    }

    public static FakeMessage bytes(String body) {
        return new FakeMessage(BytesMessage.class, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A map, which has neither text nor bytes. */
    public static FakeMessage other() {
        return new FakeMessage(MapMessage.class, Map.of());
    }

    public FakeMessage with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    public FakeMessage answeredTo(Destination receiver, String correlation) {
        replyTo = receiver;
        correlationId = correlation;
        return this;
    }

    public boolean isBytes() {
        return kind == BytesMessage.class;
    }

    public Message message() {
        return (Message) Proxy.newProxyInstance(
                FakeMessage.class.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, asked, arguments) -> switch (asked.getName()) {
                    case "getText" -> body;
                    case "getBody" -> body((Class<?>) arguments[0]);
                    case "writeBytes" -> body = arguments[0];
                    case "getStringProperty" -> string(properties.get(arguments[0]));
                    case "getIntProperty" -> properties.getOrDefault(arguments[0], 1);
                    case "setStringProperty" -> properties.put((String) arguments[0], arguments[1]);
                    case "getJMSReplyTo" -> replyTo;
                    case "setJMSReplyTo" -> replyTo = (Destination) arguments[0];
                    case "getJMSCorrelationID" -> correlationId;
                    case "setJMSCorrelationID" -> correlationId = (String) arguments[0];
                    case "getJMSMessageID" -> id;
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
    }

    private Object body(Class<?> type) throws JMSException {
        if (body instanceof byte[] bytes && bytes.length == 0) {
            return null;
        }
        if (body != null && !type.isInstance(body)) {
            throw new MessageFormatException("The body is no " + type);
        }
        return body;
    }

    private static String string(Object property) throws JMSException {
        if (property instanceof byte[]) {
            throw new MessageFormatException("The property is no text");
        }
        return property == null ? null : property.toString();
    }
}
