package io.voxlynx.web.usage;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.usage.UsageData;
import io.voxlynx.usage.UsageType;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "UsageData",
        description = "What was measured. stt_minutes has audio_duration_seconds, llm_tokens has input_tokens and"
                + " output_tokens, tts_characters has character_count; none has those of another.")
public record UsageDataBody(
        @Schema(minimum = "0", examples = "12.5") @JsonbProperty("audio_duration_seconds")
        BigDecimal audioDurationSeconds,

        @Schema(minimum = "0") @JsonbProperty("input_tokens")
        Integer inputTokens,

        @Schema(minimum = "0") @JsonbProperty("output_tokens")
        Integer outputTokens,

        @Schema(minimum = "0") @JsonbProperty("character_count")
        Integer characterCount) {

    static UsageDataBody of(UsageData data) {
        if (data instanceof UsageData.AudioDuration audio) {
            return new UsageDataBody(audio.seconds(), null, null, null);
        }
        if (data instanceof UsageData.TokenCounts tokens) {
            return new UsageDataBody(null, tokens.input(), tokens.output(), null);
        }
        return data instanceof UsageData.CharacterCount characters
                ? new UsageDataBody(null, null, null, characters.count())
                : null;
    }

    UsageData toData(UsageType type) {
        return switch (type) {
            case stt_minutes -> {
                requireNoneOf(type, inputTokens, outputTokens, characterCount);
                yield new UsageData.AudioDuration(audioDurationSeconds);
            }
            case llm_tokens -> {
                requireNoneOf(type, audioDurationSeconds, characterCount);
                yield new UsageData.TokenCounts(
                        required("input_tokens", inputTokens), required("output_tokens", outputTokens));
            }
            case tts_characters -> {
                requireNoneOf(type, audioDurationSeconds, inputTokens, outputTokens);
                yield new UsageData.CharacterCount(required("character_count", characterCount));
            }
        };
    }

    private static void requireNoneOf(UsageType type, Object... others) {
        if (Stream.of(others).anyMatch(Objects::nonNull)) {
            throw InvalidInput.field("usage_data", null, "what belongs to " + type + " and nothing else");
        }
    }

    private static int required(String member, Integer count) {
        if (count == null) {
            throw InvalidInput.field("usage_data." + member, null, "a whole number from 0");
        }
        return count;
    }
}
