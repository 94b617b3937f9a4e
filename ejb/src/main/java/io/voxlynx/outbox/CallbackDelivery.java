package io.voxlynx.outbox;

import io.voxlynx.shared.ExponentialBackOff;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings callbacks to their receivers. The try is counted and committed before it is made and its result recorded
 * afterwards; whoever dies in between leaves a row that comes due again, so a receiver may hear of a thing twice but
 * never not at all.
 */
@ApplicationScoped
class CallbackDelivery {

    private static final Logger LOG = Logger.getLogger(CallbackDelivery.class.getName());

    /** What looking up the receiver's name and writing down the result may take. */
    private static final Duration BESIDE_THE_TRY = Duration.ofSeconds(20);

    @Inject
    CallbackBook book;

    @Inject
    CallbackSender sender;

    @Inject
    DeadCallbacks dead;

    @Inject
    Queues queues;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.max-tries", defaultValue = "15")
    int maxTries;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.first-retry-millis", defaultValue = "2000")
    long firstRetryMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.longest-retry-seconds", defaultValue = "3600")
    long longestRetrySeconds;

    /** Does the next thing that this callback needs, if it needs any. Harmless at any time, any number of times. */
    void advance(UUID id) {
        Optional<Callback> taken = book.take(id, sender.longestTry().plus(BESIDE_THE_TRY));
        taken.ifPresent(this::deliver);
        if (taken.isEmpty()) {
            book.unannounced(id).ifPresent(this::announce);
        }
    }

    /** Tells workers of what is due. */
    void sweep(int limit) {
        queues.callbacks(book.due(limit));
    }

    private void deliver(Callback callback) {
        if (callback.tries() > maxTries) {
            giveUp(callback, Reply.none("no try came to an end"));
            return;
        }
        Reply reply = sender.send(callback);
        if (reply.isDelivered()) {
            hint(book.delivered(callback, reply.status()));
        } else if (reply.isGone() || callback.tries() >= maxTries) {
            giveUp(callback, reply);
        } else {
            book.failed(callback, reply, backOff().after(callback.tries()));
        }
    }

    private void giveUp(Callback callback, Reply reply) {
        hint(book.givenUp(callback, reply));
        book.unannounced(callback.id()).ifPresent(this::announce);
    }

    private void announce(Callback callback) {
        LOG.warning(LogLine.of(
                "Callback %s (%s) is given up after %d tries: %s",
                callback.id(), callback.event(), callback.tries(), callback.note()));
        dead.announce(callback);
        book.announced(callback.id());
    }

    private void hint(Optional<UUID> waiting) {
        queues.callbacks(waiting.map(List::of).orElse(List.of()));
    }

    private ExponentialBackOff backOff() {
        return new ExponentialBackOff(Duration.ofMillis(firstRetryMillis), Duration.ofSeconds(longestRetrySeconds));
    }
}
