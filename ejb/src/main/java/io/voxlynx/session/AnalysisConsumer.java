package io.voxlynx.session;

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

    private static final Logger LOG = Logger.getLogger(AnalysisConsumer.class.getName());

    @Inject
    AnalysisRun run;

    @Override
    public void onMessage(Message message) {
        UUID sessionId = sessionId(message);
        try {
            run.advance(sessionId);
        } catch (RuntimeException e) {
            // The message was only a hint: the row says when it is due next. Redelivery would be a storm.
            LOG.log(Level.WARNING, "The analysis of session " + sessionId + " failed; the sweeper comes back to it", e);
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
