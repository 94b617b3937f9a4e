package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** A request that failed, as Twirp tells it: {@code {"code": "not_found", "msg": …, "meta": {…}}}. */
final class TwirpError extends RuntimeException {
    /** Twirp's codes with the HTTP status that it prescribes for each. */
    enum Code {
        CANCELED(408),
        UNKNOWN(500),
        INVALID_ARGUMENT(400),
        MALFORMED(400),
        DEADLINE_EXCEEDED(408),
        NOT_FOUND(404),
        BAD_ROUTE(404),
        PERMISSION_DENIED(403),
        UNAUTHENTICATED(401),
        RESOURCE_EXHAUSTED(429),
        FAILED_PRECONDITION(412),
        ABORTED(409),
        INTERNAL(500),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }
    }

    private final Code code;
    private final transient Map<String, String> meta;

    TwirpError(Code code, String message, Map<String, String> meta) {
        super(message);
        this.code = code;
        this.meta = meta;
    }

    TwirpError(Code code, String message) {
        this(code, message, Map.of());
    }

    int status() {
        return code.status;
    }

    JsonObject body() {
        var body =
                Json.object().add("code", code.name().toLowerCase(Locale.ROOT)).add("msg", getMessage());
        if (!meta.isEmpty()) {
            var fields = Json.object();
            meta.forEach(fields::add);
            body.add("meta", fields);
        }
        return body.build();
    }
}
