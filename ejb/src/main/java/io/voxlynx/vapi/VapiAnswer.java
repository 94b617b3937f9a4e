package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.ProviderFailed;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An answer of Vapi's management API: what was asked for, nothing, or a refusal with Vapi's own reason. */
record VapiAnswer(int status, String body) {

    private static final int LONGEST_REASON = 300;

    VapiAnswer {
        // An answer such as 204 has none.
        body = body == null ? "" : body;
    }

    static VapiAnswer to(Supplier<Response> question) {
        try (Response response = question.get()) {
            return new VapiAnswer(response.getStatus(), response.readEntity(String.class));
        } catch (ProcessingException e) {
            throw new VapiUnavailable("it does not answer");
        }
    }

    JsonObject object() {
        return as(JsonObject.class);
    }

    JsonArray array() {
        return as(JsonArray.class);
    }

    /** Empty where Vapi does not know it. */
    Optional<JsonObject> found() {
        return status == 404 ? Optional.empty() : Optional.of(object());
    }

    private <T extends JsonStructure> T as(Class<T> type) {
        if (status >= 500 || status == 429) {
            throw new VapiUnavailable("HTTP " + status);
        }
        if (status == 401 || status == 403) {
            throw new ProviderFailed("Vapi", "it refuses our API key");
        }
        if (status < 200 || status > 299) {
            throw new ProviderFailed("Vapi", reason());
        }
        return read(type).orElseThrow(() -> new ProviderFailed("Vapi", "its answer is not readable"));
    }

    /** {@code message} is a text or a list of texts. */
    private String reason() {
        String text = read(JsonObject.class)
                .map(error -> error.get("message"))
                .map(VapiAnswer::text)
                .orElse("HTTP " + status);
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    private static String text(JsonValue message) {
        if (message instanceof JsonArray several) {
            return several.stream().map(VapiAnswer::text).collect(Collectors.joining("; "));
        }
        return message instanceof JsonString single ? single.getString() : message.toString();
    }

    private <T extends JsonStructure> Optional<T> read(Class<T> type) {
        try (JsonReader reader = JSON.createReader(new StringReader(body))) {
            return Optional.of(reader.read()).filter(type::isInstance).map(type::cast);
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
