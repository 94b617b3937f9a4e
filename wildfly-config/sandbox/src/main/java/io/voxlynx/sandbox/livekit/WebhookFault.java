package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Something that goes wrong with the delivery of webhooks. */
final class WebhookFault {
    enum Kind {
        /** Never sent. */
        LOST,
        /** Sent {@code times} more, with the same id. */
        REPEATED,
        /** Changes places with the next webhook of its room. */
        REORDERED,
        /** Sent {@code lateMillis} after it was due; others overtake it. */
        LATE;

        private static final Set<String> NAMES =
                Arrays.stream(values()).map(Kind::word).collect(Collectors.toSet());

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LATE_MILLIS = 2_000;

    private final Kind kind;
    private final String room;
    private final int first;
    private final int times;
    private final int lateMillis;
    private final Set<String> only;
    private final AtomicInteger seen = new AtomicInteger();

    private WebhookFault(Kind kind, String room, int first, int times, int lateMillis, List<String> only) {
        this.kind = kind;
        this.room = room;
        this.first = first;
        this.times = times;
        this.lateMillis = lateMillis;
        this.only = only.isEmpty() ? Webhook.EVENTS : Set.copyOf(only);
    }

    /** As the last digits of a number want it, for all webhooks of its room from then on. */
    static WebhookFault scripted(Kind kind) {
        return new WebhookFault(kind, null, 0, 1, LATE_MILLIS, List.of());
    }

    static WebhookFault read(Fields fields) {
        fields.allow(Set.of("fault", "room", "first", "times", "lateMillis", "only"));
        fields.require("fault");
        String name = fields.oneOf("fault", null, Kind.NAMES);
        return new WebhookFault(
                name == null || !Kind.NAMES.contains(name) ? null : Kind.valueOf(name.toUpperCase(Locale.ROOT)),
                fields.text("room", 200),
                (int) fields.integer("first", 0, 0, Integer.MAX_VALUE),
                (int) fields.integer("times", 1, 1, 100),
                (int) fields.integer("lateMillis", LATE_MILLIS, 0, 3_600_000),
                fields.texts("only", Webhook.EVENTS));
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

    boolean hits(Webhook webhook) {
        return (room == null || room.equals(webhook.room()))
                && only.contains(webhook.name())
                && (first == 0 || seen.incrementAndGet() <= first);
    }

    JsonObject toJson() {
        var json = Json.object().add("fault", kind.word());
        if (room != null) {
            json.add("room", room);
        }
        if (first > 0) {
            json.add("first", first);
        }
        if (!only.equals(Webhook.EVENTS)) {
            json.add("only", Json.array(only.stream().sorted().toList()));
        }
        switch (kind) {
            case REPEATED -> json.add("times", times);
            case LATE -> json.add("lateMillis", lateMillis);
            case LOST, REORDERED -> {}
        }
        return json.build();
    }
}
