package io.voxlynx.dispatch;

import io.voxlynx.shared.Hints;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

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

    @Inject
    Launches launches;

    @Override
    public void onMessage(Message message) {
        Hints.follow(message, "Call", launches::advance);
    }
}
