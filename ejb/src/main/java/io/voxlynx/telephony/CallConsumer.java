package io.voxlynx.telephony;

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

/** Looks after the calls of sessions as hints arrive, on whichever node is free. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/SessionCalls"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CallConsumer implements MessageListener {

    private static final Logger LOG = Logger.getLogger(CallConsumer.class.getName());

    @Inject
    CallPlacements placements;

    @Override
    public void onMessage(Message message) {
        UUID sessionId = sessionId(message);
        try {
            placements.advance(sessionId);
        } catch (RuntimeException e) {
            // The message was only a hint: the row says when it is looked at next. Redelivery would be a storm.
            LOG.log(Level.WARNING, "Session " + sessionId + " could not be looked after; the sweeper comes back", e);
        }
    }

    private static UUID sessionId(Message message) {
        try {
            return UUID.fromString(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("A hint without a session", e);
        }
    }
}
