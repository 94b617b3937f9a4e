package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Something that goes wrong with the delivery of webhooks, for a share of them. */
final class WebhookFault {
    enum Kind {
        /** Never sent. */
        LOST,
        /** Sent {@code times} more. */
        REPEATED,
        /** Changes places with the next webhook of its call. */
        REORDERED,
        /** Sent {@code lateMillis} after it was due; others overtake it. */
        LATE,
        /** Sent before {@code POST /call} is answered: the answer is held back until then. Drawn once for a call. */
        EARLY;

        private static final Set<String> NAMES =
                Arrays.stream(values()).map(Kind::word).collect(Collectors.toSet());

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> WEBHOOKS = Set.of("ringing", "in-progress", "ended", "end-of-call-report");

    private final Kind kind;
    private final double rate;
    private final int first;
    private final int times;
    private final int lateMillis;
    private final Set<String> only;
    private final String until;
    private final AtomicInteger seen = new AtomicInteger();

    private WebhookFault(
            Kind kind, double rate, int first, int times, int lateMillis, List<String> only, String until) {
        this.kind = kind;
        this.rate = rate;
        this.first = first;
        this.times = times;
        this.lateMillis = lateMillis;
        this.only = only.isEmpty() ? WEBHOOKS : Set.copyOf(only);
        this.until = until;
    }

    static WebhookFault read(Fields fields) {
        fields.allow(Set.of("fault", "rate", "first", "times", "lateMillis", "only", "until"));
        fields.require("fault");
        String name = fields.oneOf("fault", null, Kind.NAMES);
        return new WebhookFault(
                name == null || !Kind.NAMES.contains(name) ? null : Kind.valueOf(name.toUpperCase(Locale.ROOT)),
                fields.share("rate", 1),
                (int) fields.integer("first", 0, 0, Integer.MAX_VALUE),
                (int) fields.integer("times", 1, 1, 100),
                (int) fields.integer("lateMillis", 60_000, 0, 3_600_000),
                fields.texts("only", WEBHOOKS),
                fields.oneOf("until", "ringing", Set.of("ringing", "ended")));
    }

    Kind kind() {
        return kind;
    }

    int times() {
        return times;
    }

    int lateMillis() {
        return lateMillis;
    }

    /** Of an early one: whether the answer waits for the whole call, not only for its first webhook. */
    boolean untilEnded() {
        return "ended".equals(until);
    }

    boolean concerns(String webhook) {
        return only.contains(webhook);
    }

    boolean hits(long seed, int position, String phone, String webhook) {
        if (first > 0 && seen.incrementAndGet() > first) {
            return false;
        }
        return Seeded.of(seed, "webhook-fault", kind.word(), "" + position, phone, webhook)
                        .nextDouble()
                < rate;
    }

    JsonObject toJson() {
        var json = Json.object().add("fault", kind.word()).add("rate", rate);
        if (first > 0) {
            json.add("first", first);
        }
        if (!only.equals(WEBHOOKS)) {
            json.add("only", Json.array(only.stream().sorted().toList()));
        }
        switch (kind) {
            case REPEATED -> json.add("times", times);
            case LATE -> json.add("lateMillis", lateMillis);
            case EARLY -> json.add("until", until);
            case LOST, REORDERED -> {}
        }
        return json.build();
    }
}
