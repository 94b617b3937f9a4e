package io.voxlynx.outbox;

import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.ExponentialBackOff;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Queues;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    CallbackRounds rounds;

    @Inject
    CallbackSender sender;

    @Inject
    CampaignReceivers receivers;

    @Inject
    Lanes lanes;

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
        Optional<String> host = book.hostOfWaiting(id);
        host.flatMap(lanes::enter).ifPresent(lane -> {
            try (lane) {
                deliver(lane, host.get(), id);
            }
        });
        if (host.isEmpty()) {
            book.unannounced(id).ifPresent(this::announce);
        }
    }

    /** Tells workers of what is due. */
    void sweep(int limit) {
        List<UUID> due = new ArrayList<>(rounds.waiting(Lanes.OF_ONE_HOST, limit));
        due.addAll(rounds.unannounced(limit));
        // Those that ail share what they have: whoever comes first by his name must not have all of it.
        Collections.shuffle(due);
        queues.callbacks(due);
    }

    /**
     * This one, and then what else waits for its host: nobody needs to be told of each, so telling them costs no more
     * when there are many.
     */
    private void deliver(Lanes.Lane lane, String host, UUID first) {
        Optional<Callback> taken = book.take(first, lease()).or(() -> book.takeNext(host, lease()));
        while (taken.isPresent()) {
            Callback callback = taken.get();
            // The hint's trace is that of its own fact; what else waited has nothing to do with it.
            if (callback.id().equals(first)) {
                deliver(lane, callback);
            } else {
                Trace.follow("Callback", null, () -> deliver(lane, callback));
            }
            if (lane.isClosed()) {
                return;
            }
            if (lane.isTurnOver()) {
                queues.callbacks(book.firstWaiting(host));
                return;
            }
            taken = book.takeNext(host, lease());
        }
    }

    private Duration lease() {
        return sender.longestTry().plus(BESIDE_THE_TRY);
    }

    private void deliver(Lanes.Lane lane, Callback callback) {
        if (hasMoved(callback)) {
            return;
        }
        if (callback.tries() > maxTries) {
            giveUp(callback, Reply.none("no try came to an end"));
            return;
        }
        Reply reply = lane.during(() -> sender.send(callback));
        if (reply.isDelivered()) {
            book.delivered(callback, reply.status());
            Metrics.delivered(Metrics.Delivery.DELIVERED);
        } else if (reply.isGone() || callback.tries() >= maxTries || callback.overdue()) {
            giveUp(callback, reply);
        } else {
            book.failed(callback, reply, backOff().after(callback.tries()));
            Metrics.delivered(Metrics.Delivery.RETRIED);
        }
    }

    /** Whoever ordered it may have committed after the URL was changed: it was not among those that were waiting then. */
    private boolean hasMoved(Callback callback) {
        if (callback.campaignId() == null) {
            return false;
        }
        Optional<String> present = receivers.of(callback.campaignId());
        if (present.isEmpty() && !callback.resent()) {
            book.withdrawn(callback);
            return true;
        }
        if (present.isEmpty() || present.get().equals(callback.url())) {
            return false;
        }
        book.redirected(callback, present.get());
        queues.callbacks(List.of(callback.id()));
        return true;
    }

    private void giveUp(Callback callback, Reply reply) {
        book.givenUp(callback, reply);
        Metrics.delivered(Metrics.Delivery.DEAD);
        book.unannounced(callback.id()).ifPresent(this::announce);
    }

    private void announce(Callback callback) {
        LOG.warning(LogLine.of(
                "Callback %s (%s) is given up after %d tries: %s",
                callback.id(), callback.event(), callback.tries(), callback.note()));
        dead.announce(callback);
        book.announced(callback.id());
    }

    private ExponentialBackOff backOff() {
        return new ExponentialBackOff(Duration.ofMillis(firstRetryMillis), Duration.ofSeconds(longestRetrySeconds));
    }
}
