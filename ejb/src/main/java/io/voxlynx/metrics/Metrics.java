package io.voxlynx.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is counted, each under its name. Like a log, it is there for everybody and nobody is given it; before the server's
 * registry is bound, and in plain tests, it counts nothing. Meters are kept here, since looking one up reads through all
 * that the server has.
 */
public final class Metrics {

    private static volatile Bound bound;

    private Metrics() {}

    private record Bound(
            MeterRegistry registry, Map<List<String>, Counter> counters, Map<List<String>, Timer> timers) {}

    /** What became of an order to call somebody. */
    public enum Launch {
        ACCEPTED,
        /** Surely not taken; it may be tried again. */
        REFUSED,
        /** It may exist at the provider or not: to be looked up. */
        UNKNOWN,
        /** Given up for good. */
        FAILED
    }

    /** How a request to somebody else ended. */
    public enum Reply {
        OK,
        /** 4xx. */
        REFUSED,
        /** 5xx. */
        FAILED,
        NO_ANSWER;

        static Reply of(int status) {
            if (status >= 500) {
                return FAILED;
            }
            return status >= 400 ? REFUSED : OK;
        }
    }

    /** What became of one try to deliver a callback. */
    public enum Delivery {
        DELIVERED,
        RETRIED,
        DEAD
    }

    /** Jobs that start by themselves, so that nobody waits for their end. */
    private static final List<String> UPKEEP = List.of("purge-expired", "rollup");

    /** How one of them ended that was not stopped. */
    public enum Job {
        COMPLETED,
        FAILED,
        /** Its properties or the configuration would not do. */
        REFUSED
    }

    static void bind(MeterRegistry registry) {
        bound = new Bound(registry, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        // A series that begins with its first event hides that event from every rate.
        for (Launch outcome : Launch.values()) {
            count(0, "voxlynx.launches", "outcome", word(outcome));
        }
        for (Delivery outcome : Delivery.values()) {
            count(0, "voxlynx.callbacks", "outcome", word(outcome));
        }
        for (String job : UPKEEP) {
            for (Job outcome : Job.values()) {
                count(0, "voxlynx.jobs", "name", job, "outcome", word(outcome));
            }
        }
        imported(0, 0);
        exported(0);
    }

    static void unbind() {
        bound = null;
    }

    public static void launched(Launch outcome) {
        count(1, "voxlynx.launches", "outcome", word(outcome));
    }

    /** @param took from taking the call in hand until the provider has accepted it */
    public static void accepted(Duration took) {
        time(took, "voxlynx.launch.accepted");
    }

    /** @param isNew false for a repeat, of which nothing comes */
    public static void webhookReceived(String source, boolean isNew) {
        count(1, "voxlynx.webhooks.received", "source", source, "repeat", Boolean.toString(!isNew));
    }

    /** @param lag from its receipt until what it says is committed, by the database's clock */
    public static void webhookApplied(String source, Duration lag) {
        time(lag, "voxlynx.webhook.lag", "source", source);
    }

    /**
     * @param provider e.g. {@code vapi}
     * @param operation a name of ours or of the provider's interface, never a path with ids
     */
    public static void requested(String provider, String operation, Reply reply, Duration took) {
        time(took, "voxlynx.provider.requests", "provider", provider, "operation", operation, "outcome", word(reply));
    }

    public static void imported(long accepted, long skipped) {
        count(accepted, "voxlynx.import.rows", "outcome", "accepted");
        count(skipped, "voxlynx.import.rows", "outcome", "skipped");
    }

    public static void exported(long rows) {
        count(rows, "voxlynx.export.rows");
    }

    public static void delivered(Delivery outcome) {
        count(1, "voxlynx.callbacks", "outcome", word(outcome));
    }

    public static void jobEnded(String name, Job outcome) {
        count(1, "voxlynx.jobs", "name", name, "outcome", word(outcome));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void count(long amount, String name, String... tags) {
        Bound now = bound;
        if (now != null) {
            now.counters
                    .computeIfAbsent(key(name, tags), key -> now.registry.counter(name, Tags.of(tags)))
                    .increment(amount);
        }
    }

    private static void time(Duration took, String name, String... tags) {
        Bound now = bound;
        if (now != null) {
            now.timers
                    .computeIfAbsent(key(name, tags), key -> now.registry.timer(name, Tags.of(tags)))
                    .record(took);
        }
    }

    private static List<String> key(String name, String... tags) {
        return Stream.concat(Stream.of(name), Stream.of(tags)).toList();
    }
}
