package io.voxlynx.shared;

import io.voxlynx.trace.Trace;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The receiving side of {@link Queues}: what a consumer does with a hint. */
public final class Hints {

    private static final Logger LOG = Logger.getLogger(Hints.class.getName());

    private Hints() {}

    /**
     * Does the work of the row. What fails is logged and no more: the message was only a hint, and the row says when it
     * is looked at next. Redelivery would be a storm.
     *
     * @param work for the log and the trace, e.g. {@code Call}
     */
    public static void follow(Message message, String work, Consumer<UUID> advance) {
        follow(message, work, UUID::fromString, advance);
    }

    /** The same for rows that are called otherwise. @param row what a hint's text names */
    public static <I> void follow(Message message, String work, Function<String, I> row, Consumer<I> advance) {
        read(message, work, row).ifPresent(hint -> {
            try {
                Trace.follow(work, hint.trace, () -> advance.accept(hint.id));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        LogLine.of("%s %s could not be advanced; the sweeper comes back to it", work, hint.id),
                        e);
            }
        });
    }

    /** @param trace in which it was sent; null if there was none: a sweeper's work begins one of its own */
    private record Hint<I>(I id, String trace) {}

    /** What names no row is dropped: offered again it would name none either. */
    private static <I> Optional<Hint<I>> read(Message message, String work, Function<String, I> row) {
        try {
            String text = message.getBody(String.class);
            if (text != null) {
                return Optional.of(new Hint<>(row.apply(text), message.getStringProperty(Trace.PARENT)));
            }
        } catch (JMSException | IllegalArgumentException e) {
            LOG.log(Level.FINE, "No hint", e);
        }
        LOG.warning(LogLine.of("%s: a message that names no row was dropped", work));
        return Optional.empty();
    }
}
