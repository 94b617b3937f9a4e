package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Something that goes wrong with the delivery of webhooks, for a share of them. */
final class WebhookFault {
    enum Kind {
        /** Never sent. */
        LOST,
        /** Sent {@code times} more; one after the other, or {@code together}. */
        REPEATED,
        /** Changes places with the next webhook of its call. */
        REORDERED,
        /** All of a call's wait for the last one, which goes first. Drawn once for a call. */
        REVERSED,
        /** Kept until somebody asks for the release of what was. */
        WITHHELD,
        /** Sent, and once more when somebody asks for the release of what was withheld. */
        ECHOED,
        /** Sent, but nobody waits for the answer, {@code times}. */
        ANSWER_LOST,
        /** Sent {@code lateMillis} after it was due; others overtake it. */
        LATE,
        /** Sent before {@code POST /call} is answered: the answer is held back until then. Drawn once for a call. */
        EARLY;

        /** Whether it is drawn for each webhook, and not once for all of a call's. */
        boolean ofOneWebhook() {
            return this != EARLY && this != REVERSED;
        }

        private static final Map<String, Kind> BY_WORD =
                Arrays.stream(values()).collect(Collectors.toMap(Kind::word, Function.identity()));

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Set<String> WEBHOOKS = Set.of("ringing", "in-progress", "ended", "end-of-call-report");

    private final Kind kind;
    private final double rate;
    private final int first;
    private final int times;
    private final boolean together;
    private final int lateMillis;
    private final Set<String> only;
    private final String until;
    private final boolean hangsUp;
    private final AtomicInteger seen = new AtomicInteger();

    private WebhookFault(Kind kind, Fields fields) {
        this.kind = kind;
        this.rate = fields.share("rate", 1);
        this.first = (int) fields.integer("first", 0, 0, Integer.MAX_VALUE);
        this.times = (int) fields.integer("times", 1, 1, 100);
        this.together = fields.flag("together", false);
        this.lateMillis = (int) fields.integer("lateMillis", 60_000, 0, 3_600_000);
        List<String> some = fields.texts("only", WEBHOOKS);
        this.only = some.isEmpty() ? WEBHOOKS : Set.copyOf(some);
        this.until = fields.oneOf("until", "ringing", Set.of("ringing", "ended"));
        this.hangsUp = fields.flag("hangsUp", false);
    }

    static WebhookFault read(Fields fields) {
        fields.allow(Set.of("fault", "rate", "first", "times", "together", "lateMillis", "only", "until", "hangsUp"));
        fields.require("fault");
        return new WebhookFault(Kind.BY_WORD.get(fields.oneOf("fault", null, Kind.BY_WORD.keySet())), fields);
    }

    Kind kind() {
        return kind;
    }

    int times() {
        return times;
    }

    /** Of a repeated one: whether all are on their way at once. */
    boolean together() {
        return together;
    }

    /** Of one whose answer is lost: whether the connection is closed at once, and not when the answer comes. */
    boolean hangsUp() {
        return hangsUp;
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
            case REPEATED -> json.add("times", times).add("together", together);
            case ANSWER_LOST -> json.add("times", times).add("hangsUp", hangsUp);
            case LATE -> json.add("lateMillis", lateMillis);
            case EARLY -> json.add("until", until);
            case LOST, REORDERED, REVERSED, WITHHELD, ECHOED -> {}
        }
        return json.build();
    }
}
