package io.voxlynx.inbox;

import io.voxlynx.shared.Hints;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Applies inbox rows as hints arrive. No transaction of the container: the row's own local one decides. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/ProviderEvents"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InboxConsumer implements MessageListener {

    @Inject
    Inbox inbox;

    @Override
    public void onMessage(Message message) {
        Hints.follow(message, "Webhook", Long::valueOf, inbox::process);
    }
}
