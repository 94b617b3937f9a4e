package io.voxlynx.telephony;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.ProviderFailed;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import okhttp3.ResponseBody;
import retrofit2.Response;

/** What LiveKit said to a request. What matters is whether it may have done it. */
sealed interface LiveKitAnswer<T> {

    /** @param value null where the answer has no content */
    record Done<T>(T value) implements LiveKitAnswer<T> {}

    /**
     * LiveKit refused.
     *
     * @param code Twirp's, e.g. {@code not_found}; null if the answer was none of LiveKit's
     * @param sipCode what the telephone network said; null if it was not asked
     */
    record Refused<T>(int httpStatus, String code, String message, Integer sipCode, String sipStatus)
            implements LiveKitAnswer<T> {}

    /** No answer came. @param neverSent nothing of the request can have arrived */
    record Lost<T>(boolean neverSent, String reason) implements LiveKitAnswer<T> {}

    static <T> LiveKitAnswer<T> of(Response<T> response) {
        if (response.isSuccessful()) {
            return new Done<>(response.body());
        }
        JsonObject error = error(response.errorBody());
        JsonObject meta = error.get("meta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        return new Refused<>(
                response.code(),
                text(error, "code"),
                text(error, "msg"),
                number(text(meta, "sip_status_code")),
                text(meta, "sip_status"));
    }

    static <T> LiveKitAnswer<T> of(Throwable failure) {
        boolean neverSent = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
        return new Lost<>(neverSent, neverSent ? "cannot connect" : "connection lost or answer late");
    }

    default boolean isNotFound() {
        return this instanceof Refused<T> refused && (refused.httpStatus == 404 || "not_found".equals(refused.code));
    }

    /** The same request may have more luck later. */
    default boolean isWorthRepeating() {
        return this instanceof Lost
                || this instanceof Refused<T> refused && (refused.httpStatus >= 500 || refused.httpStatus == 429);
    }

    /** In our words, for those who are told why something failed. */
    default String reason() {
        if (this instanceof Refused<T> refused) {
            if (refused.sipCode != null) {
                return "SIP " + refused.sipCode + (refused.sipStatus == null ? "" : " " + refused.sipStatus);
            }
            return refused.httpStatus == 401 || refused.httpStatus == 403
                    ? "it refuses our API key"
                    : refused.code == null ? "HTTP " + refused.httpStatus : refused.code;
        }
        return this instanceof Lost<T> lost ? lost.reason : "done";
    }

    /** @throws ProviderFailed unless it was done */
    default T required() {
        if (this instanceof Done<T> done) {
            return done.value;
        }
        throw failure();
    }

    /** Empty if LiveKit does not know it. @throws ProviderFailed if it cannot say */
    default Optional<T> found() {
        return isNotFound() ? Optional.empty() : Optional.of(required());
    }

    /** What happened, where only that it is gone afterwards counts. @throws ProviderFailed if it may still be there */
    default void requireGone() {
        if (!isNotFound()) {
            required();
        }
    }

    default ProviderFailed failure() {
        if (this instanceof Refused<T> refused && refused.sipCode != null) {
            return new CallRefused(reason(), refused.sipCode, refused.sipStatus);
        }
        return this instanceof Lost ? new LiveKitSilent(reason()) : new ProviderFailed(LiveKit.PROVIDER, reason());
    }

    private static JsonObject error(ResponseBody body) {
        try (JsonReader reader = JSON.createReader(new StringReader(body == null ? "" : body.string()))) {
            return reader.read() instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        } catch (JsonException | IOException e) {
            return JsonValue.EMPTY_JSON_OBJECT; // a proxy in between speaks for LiveKit
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : null;
    }

    private static Integer number(String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
