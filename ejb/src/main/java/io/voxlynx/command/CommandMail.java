package io.voxlynx.command;

import io.voxlynx.shared.LogLine;
import io.voxlynx.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What is read of a message, and what is sent because of it. */
@ApplicationScoped
class CommandMail {

    static final String API_KEY = "apiKey";
    static final String SIGNATURE = "signature";

    private static final Logger LOG = Logger.getLogger(CommandMail.class.getName());

    /** Nobody waits for a reply for longer; who does sends the command again. */
    private static final Duration REPLY_KEPT = Duration.ofHours(1);

    /** The names that the broker, or its client, gives to queues that go with a connection. Nothing of ours is called so. */
    private static final Pattern TEMPORARY =
            Pattern.compile("(?:jms\\.tempqueue\\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Resource(lookup = "java:/JmsLocal")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/DeadCommands")
    Queue dead;

    /** Text, or bytes of UTF-8. @throws UnreadableCommand for anything else */
    static String text(Message message) throws JMSException {
        if (message instanceof TextMessage text && text.getText() != null) {
            return text.getText();
        }
        if (message instanceof BytesMessage bytes) {
            byte[] body = bytes.getBody(byte[].class);
            if (body != null) {
                return new String(body, StandardCharsets.UTF_8);
            }
        }
        throw new UnreadableCommand("A command is a text message");
    }

    /** @return null where there is none, or what is there is no text */
    static String property(Message message, String name) {
        try {
            return message.getStringProperty(name);
        } catch (MessageFormatException e) {
            return null;
        } catch (JMSException e) {
            throw new IllegalStateException("The broker's own message cannot be read", e);
        }
    }

    /**
     * To the temporary queue that the sender named, if he did. A reply that does not arrive undoes nothing: it is told
     * again to whoever sends the command again.
     */
    void reply(Message command, String reply) throws JMSException {
        Destination receiver = command.getJMSReplyTo();
        if (receiver == null) {
            return;
        }
        if (!isTemporary(receiver)) {
            LOG.warning(LogLine.of("No reply goes to %s: it is no temporary queue", receiver.toString()));
            return;
        }
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            TextMessage message = context.createTextMessage(reply);
            message.setJMSCorrelationID(correlation(command));
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(REPLY_KEPT.toMillis())
                    .send(receiver, message);
        } catch (InvalidDestinationRuntimeException e) {
            LOG.log(Level.FINE, "Whoever sent a command has gone", e);
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "A reply could not be sent; whoever waits for it will ask again", e);
        }
    }

    /**
     * Our connection may send to every queue that there is, the sender's may not; and what kind of queue it is he says
     * himself. So its name decides.
     */
    private static boolean isTemporary(Destination receiver) throws JMSException {
        return receiver instanceof TemporaryQueue queue
                && TEMPORARY.matcher(queue.getQueueName()).matches();
    }

    private static String correlation(Message command) throws JMSException {
        String correlation = command.getJMSCorrelationID();
        return correlation == null ? command.getJMSMessageID() : correlation;
    }

    /**
     * To those who look after senders, with all that it needs to be carried out when what was wrong is mended and it is
     * moved back. What is neither text nor bytes was no command, and loses its body.
     */
    void bury(Message command, String reason) throws JMSException {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            Message message = sameBody(context, command);
            for (String name : List.of(API_KEY, SIGNATURE, Trace.PARENT)) {
                String value = property(command, name);
                if (value != null) {
                    message.setStringProperty(name, value);
                }
            }
            message.setStringProperty("reason", reason);
            message.setJMSReplyTo(command.getJMSReplyTo());
            message.setJMSCorrelationID(correlation(command));
            context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT).send(dead, message);
        }
    }

    private static Message sameBody(JMSContext context, Message command) throws JMSException {
        if (command instanceof TextMessage text) {
            return context.createTextMessage(text.getText());
        }
        if (command instanceof BytesMessage bytes) {
            BytesMessage copy = context.createBytesMessage();
            byte[] body = bytes.getBody(byte[].class);
            if (body != null) {
                copy.writeBytes(body);
            }
            return copy;
        }
        return context.createMessage();
    }
}
