package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What was measured; the quantity that is charged for follows from it. */
public sealed interface UsageData {

    UsageType type();

    /** In the unit of the type. */
    BigDecimal quantity();

    /** @param seconds of speech */
    record AudioDuration(BigDecimal seconds) implements UsageData {

        private static final long MAX_SECONDS = 1_000_000_000;
        private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
        /** A minute's third has no end; less than a tenth of a microsecond is lost. */
        private static final int MINUTES_SCALE = 9;

        public AudioDuration {
            seconds = Decimals.checked("usage_data.audio_duration_seconds", seconds, MAX_SECONDS);
        }

        @Override
        public UsageType type() {
            return UsageType.stt_minutes;
        }

        @Override
        public BigDecimal quantity() {
            return seconds.divide(MINUTE, MINUTES_SCALE, RoundingMode.HALF_UP);
        }
    }

    /** @param input tokens read @param output tokens written */
    record TokenCounts(int input, int output) implements UsageData {

        public TokenCounts {
            requireCount("usage_data.input_tokens", input);
            requireCount("usage_data.output_tokens", output);
        }

        @Override
        public UsageType type() {
            return UsageType.llm_tokens;
        }

        @Override
        public BigDecimal quantity() {
            return BigDecimal.valueOf((long) input + output);
        }
    }

    /** @param count of characters spoken */
    record CharacterCount(int count) implements UsageData {

        public CharacterCount {
            requireCount("usage_data.character_count", count);
        }

        @Override
        public UsageType type() {
            return UsageType.tts_characters;
        }

        @Override
        public BigDecimal quantity() {
            return BigDecimal.valueOf(count);
        }
    }

    private static void requireCount(String field, int count) {
        if (count < 0) {
            throw InvalidInput.field(field, count, "a whole number from 0");
        }
    }
}
