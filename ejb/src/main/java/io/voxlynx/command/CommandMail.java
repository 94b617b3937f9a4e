package io.voxlynx.command;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is read of a message, and what is sent because of it. */
@ApplicationScoped
class CommandMail {

    private static final Logger LOG = Logger.getLogger(CommandMail.class.getName());

    /** Nobody waits for a reply for longer; who does sends the command again. */
    private static final Duration REPLY_KEPT = Duration.ofHours(1);

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
            return new String(bytes.getBody(byte[].class), StandardCharsets.UTF_8);
        }
        throw new UnreadableCommand("A command is a text message");
    }

    /**
     * To whom the sender said, if he did. A reply that does not arrive undoes nothing: it is told again to whoever sends
     * the command again.
     */
    void reply(Message command, String reply) throws JMSException {
        Destination receiver = command.getJMSReplyTo();
        if (receiver == null) {
            return;
        }
        String correlation = command.getJMSCorrelationID();
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            TextMessage message = context.createTextMessage(reply);
            message.setJMSCorrelationID(correlation == null ? command.getJMSMessageID() : correlation);
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setTimeToLive(REPLY_KEPT.toMillis())
                    .send(receiver, message);
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "A reply could not be sent; whoever waits for it will ask again", e);
        }
    }

    /** To those who look after senders, with the whole of it: it may be sent again when what was wrong is mended. */
    void bury(Message command, String reason) throws JMSException {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            TextMessage message =
                    context.createTextMessage(command instanceof TextMessage text ? text.getText() : null);
            message.setStringProperty("reason", reason);
            message.setStringProperty("apiKey", command.getStringProperty("apiKey"));
            message.setJMSCorrelationID(command.getJMSMessageID());
            context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT).send(dead, message);
        }
    }
}
