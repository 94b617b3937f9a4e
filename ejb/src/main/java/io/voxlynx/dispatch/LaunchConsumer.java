package io.voxlynx.dispatch;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Advances calls as hints arrive, many at a time, on whichever node is free. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/CallLaunches"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "16")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LaunchConsumer implements MessageListener {

    private static final Logger LOG = Logger.getLogger(LaunchConsumer.class.getName());

    @Inject
    Launches launches;

    @Override
    public void onMessage(Message message) {
        UUID callId = callId(message);
        try {
            launches.advance(callId);
        } catch (RuntimeException e) {
            // The message was only a hint: the call's row says when it is looked at next. Redelivery would be a storm.
            LOG.log(Level.WARNING, "Call " + callId + " could not be advanced; the sweeper comes back to it", e);
        }
    }

    private static UUID callId(Message message) {
        try {
            return UUID.fromString(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("A hint without a call", e);
        }
    }
}
