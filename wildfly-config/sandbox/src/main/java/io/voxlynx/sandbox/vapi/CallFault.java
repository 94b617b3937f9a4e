package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Something that goes wrong with {@code POST /call}, for a share of the requests. */
final class CallFault {
    /** What goes wrong, and whether there is a call nevertheless. */
    enum Kind {
        TOO_MANY_REQUESTS("429", "429", false),
        ERROR("500", "500", false),
        ERROR_AFTER_ACCEPT("500-after-accept", "500", true),
        RESET("reset", "reset", true),
        RESET_BEFORE_ACCEPT("reset-before-accept", "reset", false),
        HANG("hang", "hang", true),
        TRUNCATED("truncated", "truncated", true);

        private static final Map<String, Kind> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.name, Function.identity()));

        private final String name;
        private final String reply;
        private final boolean accepts;

        Kind(String name, String reply, boolean accepts) {
            this.name = name;
            this.reply = reply;
            this.accepts = accepts;
        }

        /** The word in the dial log. */
        String reply() {
            return reply;
        }

        boolean accepts() {
            return accepts;
        }
    }

    private static final int HANG_MILLIS = 60_000;

    private final Kind kind;
    private final double rate;
    private final int first;
    private final int retryAfterSeconds;
    private final int hangMillis;
    private final AtomicInteger seen = new AtomicInteger();

    private CallFault(Kind kind, double rate, int first, int retryAfterSeconds, int hangMillis) {
        this.kind = kind;
        this.rate = rate;
        this.first = first;
        this.retryAfterSeconds = retryAfterSeconds;
        this.hangMillis = hangMillis;
    }

    static CallFault read(Fields fields) {
        fields.allow(Set.of("fault", "rate", "first", "retryAfterSeconds", "hangMillis"));
        fields.require("fault");
        return new CallFault(
                Kind.BY_NAME.get(fields.oneOf("fault", null, Kind.BY_NAME.keySet())),
                fields.share("rate", 1),
                (int) fields.integer("first", 0, 0, Integer.MAX_VALUE),
                (int) fields.integer("retryAfterSeconds", 1, 0, 3600),
                (int) fields.integer("hangMillis", HANG_MILLIS, 0, 600_000));
    }

    Kind kind() {
        return kind;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** How long a hanging request is kept open before the connection is closed without an answer. */
    int hangMillis() {
        return hangMillis;
    }

    /** Whether the n-th request for this phone number is hit. */
    boolean hits(long seed, int position, String phone, int n) {
        if (first > 0 && seen.incrementAndGet() > first) {
            return false;
        }
        return Seeded.of(seed, "call-fault", kind.name, "" + position, phone, "" + n)
                        .nextDouble()
                < rate;
    }

    JsonObject toJson() {
        var json = Json.object().add("fault", kind.name).add("rate", rate);
        if (first > 0) {
            json.add("first", first);
        }
        if (kind == Kind.TOO_MANY_REQUESTS) {
            json.add("retryAfterSeconds", retryAfterSeconds);
        }
        if (kind == Kind.HANG) {
            json.add("hangMillis", hangMillis);
        }
        return json.build();
    }
}
