package io.voxlynx.sandbox.shared;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;

/**
 * What came of one attempt to deliver a webhook, as the logs of webhooks tell it.
 *
 * @param answer the receiver's status; {@code null} where none came
 * @param error why none came; {@code null} otherwise
 */
public record Attempt(Integer answer, String error) {

    /** @param response {@code null} where there is a failure, which is {@code null} otherwise */
    public static Attempt of(HttpResponse<?> response, Throwable failure) {
        return failure == null ? new Attempt(response.statusCode(), null) : new Attempt(null, reason(failure));
    }

    public static Attempt notMade(String why) {
        return new Attempt(null, why);
    }

    public boolean isSuccess() {
        return answer != null && answer / 100 == 2;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    /**
     * Ends a line of the log.
     *
     * @param fault that was wanted for this delivery; {@code null} for none
     * @param number of the attempt, from 1; 0 if it was not made
     */
    public JsonObjectBuilder addTo(JsonObjectBuilder line, String fault, int number) {
        if (answer == null) {
            line.addNull("answer");
        } else {
            line.add("answer", answer);
        }
        line.add("fault", Json.text(fault)).add("attempt", number);
        return error == null ? line : line.add("error", error);
    }
}
