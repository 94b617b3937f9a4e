package io.voxlynx.session;

import io.voxlynx.shared.Hints;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Has sessions analysed as hints arrive, a few at a time, on whichever node is free. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/SessionAnalyses"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AnalysisConsumer implements MessageListener {

    @Inject
    AnalysisRun run;

    @Override
    public void onMessage(Message message) {
        Hints.follow(message, "The analysis of session", run::advance);
    }
}
