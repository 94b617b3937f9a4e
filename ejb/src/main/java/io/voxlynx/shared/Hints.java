package io.voxlynx.shared;

import io.voxlynx.trace.Trace;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The receiving side of {@link Queues}: what a consumer does with a hint. */
public final class Hints {

    private static final Logger LOG = Logger.getLogger(Hints.class.getName());

    private Hints() {}

    /** The id of the row in which there is work. */
    public static String rowId(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new IllegalStateException("A hint without a row", e);
        }
    }

    /** The trace in which it was sent; null if there was none: a sweeper's work begins one of its own. */
    public static String trace(Message message) {
        try {
            return message.getStringProperty(Trace.PARENT);
        } catch (JMSException e) {
            throw new IllegalStateException("A hint that cannot be read", e);
        }
    }

    /**
     * Does the work of the row. What fails is logged and no more: the message was only a hint, and the row says when it
     * is looked at next. Redelivery would be a storm.
     *
     * @param work for the log and the trace, e.g. {@code Call}
     */
    public static void follow(Message message, String work, Consumer<UUID> advance) {
        UUID id = UUID.fromString(rowId(message));
        try {
            Trace.follow(work, trace(message), () -> advance.accept(id));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    LogLine.of("%s %s could not be advanced; the sweeper comes back to it", work, id),
                    e);
        }
    }
}
