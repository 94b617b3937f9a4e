package io.voxlynx.web.error;

import io.voxlynx.shared.BrokenRule;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every answer from 400 up. */
@Schema(name = "Error", description = "The body of every answer from 400 up.")
public record ErrorBody(@Schema(required = true) Problem error) {

    /**
     * @param code machine-readable and stable
     * @param details facts that help to mend the request
     */
    @Schema(name = "Problem")
    @JsonbPropertyOrder({"code", "message", "details", "timestamp", "requestId"})
    public record Problem(
            @Schema(required = true, description = "Machine-readable and stable.", examples = "VALIDATION_ERROR")
            String code,

            @Schema(required = true, description = "For people.")
            String message,

            @Schema(required = true, description = "Facts that help to mend the request; may be empty.")
            Map<String, Object> details,

            @Schema(required = true) Instant timestamp,

            @Schema(required = true, description = "Also in the header X-Request-Id and in the server's log.")
            String requestId) {}

    static ErrorBody of(StandardError error, String requestId) {
        return of(error.name(), error.message(), Map.of(), requestId);
    }

    static ErrorBody of(BrokenRule rule, String requestId) {
        return of(rule.code(), rule.getMessage(), rule.details(), requestId);
    }

    static ErrorBody of(String code, String message, Map<String, Object> details, String requestId) {
        return new ErrorBody(
                new Problem(code, message, details, Instant.now().truncatedTo(ChronoUnit.MILLIS), requestId));
    }
}
