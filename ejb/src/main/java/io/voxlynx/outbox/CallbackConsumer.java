package io.voxlynx.outbox;

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

/** Delivers callbacks as hints arrive, some at a time, on whichever node is free. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/Callbacks"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            // Each may wait for a slow receiver, and others must not wait behind it.
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "16")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CallbackConsumer implements MessageListener {

    private static final Logger LOG = Logger.getLogger(CallbackConsumer.class.getName());

    @Inject
    CallbackDelivery delivery;

    @Override
    public void onMessage(Message message) {
        UUID callbackId = callbackId(message);
        try {
            delivery.advance(callbackId);
        } catch (RuntimeException e) {
            // The message was only a hint: the row says when it is due next. Redelivery would be a storm.
            LOG.log(Level.WARNING, "Callback " + callbackId + " failed; the sweeper comes back to it", e);
        }
    }

    private static UUID callbackId(Message message) {
        try {
            return UUID.fromString(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("A hint without a callback", e);
        }
    }
}
