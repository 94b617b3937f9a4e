package io.voxlynx.outbox;

import io.voxlynx.shared.Hints;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

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

    @Inject
    CallbackDelivery delivery;

    @Override
    public void onMessage(Message message) {
        Hints.follow(message, "Callback", delivery::advance);
    }
}
