package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Something that goes wrong with requests to the Twirp services. */
final class ApiFault {
    /** What goes wrong; with {@code accepts}, after the request has done its work. */
    enum Kind {
        ERROR("500", false),
        ERROR_AFTER_ACCEPT("500-after-accept", true),
        RESET_BEFORE_ACCEPT("reset-before-accept", false),
        RESET("reset", true),
        HANG("hang", true);

        private static final Map<String, Kind> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.name, Function.identity()));

        private final String name;
        private final boolean accepts;

        Kind(String name, boolean accepts) {
            this.name = name;
            this.accepts = accepts;
        }

        boolean accepts() {
            return accepts;
        }
    }

    static final int HANG_MILLIS = 120_000;

    private final Kind kind;
    private final String method;
    private final String room;
    private final int first;
    private final int hangMillis;
    private final AtomicInteger seen = new AtomicInteger();

    private ApiFault(Kind kind, String method, String room, int first, int hangMillis) {
        this.kind = kind;
        this.method = method;
        this.room = room;
        this.first = first;
        this.hangMillis = hangMillis;
    }

    /** As the last digits of a number want it. */
    static ApiFault scripted(Kind kind) {
        return new ApiFault(kind, null, null, 0, HANG_MILLIS);
    }

    static ApiFault read(Fields fields) {
        fields.allow(Set.of("fault", "method", "room", "first", "hangMillis"));
        fields.require("fault");
        return new ApiFault(
                Kind.BY_NAME.get(fields.oneOf("fault", null, Kind.BY_NAME.keySet())),
                fields.text("method", 100),
                fields.text("room", 200),
                (int) fields.integer("first", 0, 0, Integer.MAX_VALUE),
                (int) fields.integer("hangMillis", HANG_MILLIS, 0, 600_000));
    }

    Kind kind() {
        return kind;
    }

    /** How long a hanging request is kept open before the connection is closed without an answer. */
    int hangMillis() {
        return hangMillis;
    }

    /** @param inRoom empty for requests about no room */
    boolean hits(String ofMethod, String inRoom) {
        return (method == null || method.equals(ofMethod))
                && (room == null || room.equals(inRoom))
                && (first == 0 || seen.incrementAndGet() <= first);
    }

    JsonObject toJson() {
        var json = Json.object().add("fault", kind.name);
        if (method != null) {
            json.add("method", method);
        }
        if (room != null) {
            json.add("room", room);
        }
        if (first > 0) {
            json.add("first", first);
        }
        if (kind == Kind.HANG) {
            json.add("hangMillis", hangMillis);
        }
        return json.build();
    }
}
