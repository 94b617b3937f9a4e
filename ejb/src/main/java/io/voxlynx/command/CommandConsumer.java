package io.voxlynx.command;

import io.voxlynx.trace.Trace;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes commands as they come. A message is gone only when this returns: whatever node dies before, another delivery of
 * it gets the reply of the first, if there was one.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/Commands"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CommandConsumer implements MessageListener {

    private static final Logger LOG = Logger.getLogger(CommandConsumer.class.getName());

    /** With the pauses that the queue has between them, some minutes. */
    private static final int MOST_DELIVERIES = 10;

    @Inject
    Commands commands;

    @Inject
    CommandMail mail;

    @Override
    public void onMessage(Message message) {
        Trace.follow("Command", CommandMail.property(message, Trace.PARENT), () -> take(message));
    }

    private void take(Message message) {
        try {
            answer(message);
        } catch (JMSException e) {
            throw new IllegalStateException("The broker's own message cannot be read", e);
        }
    }

    private void answer(Message message) throws JMSException {
        try {
            mail.reply(
                    message,
                    commands.perform(
                            CommandMail.property(message, CommandMail.API_KEY),
                            CommandMail.property(message, CommandMail.SIGNATURE),
                            CommandMail.text(message)));
        } catch (UnreadableCommand e) {
            mail.bury(message, e.getMessage());
            mail.reply(message, CommandReply.unreadable(e.getMessage()));
        } catch (RuntimeException e) {
            if (message.getIntProperty("JMSXDeliveryCount") < MOST_DELIVERIES) {
                throw e;
            }
            LOG.log(Level.SEVERE, "A command keeps failing; it is left to DeadCommands", e);
            mail.bury(message, "It kept failing: " + e.getClass().getSimpleName());
        }
    }
}
